package io.munia.rib.decision;

/// Which destinations an aggregate stands for, so that they are not announced themselves.
public interface Cover {
  Cover NONE =
      new Cover() {
        @Override
        public boolean hidesAny() {
          return false;
        }

        @Override
        public boolean hides(int entry, int path, boolean external) {
          return false;
        }
      };

  /// Whether it is worth to ask.
  boolean hidesAny();

  /// @param path one of the entry's; what is selected decides for all of them
  /// @param external whether a neighbour in another AS asks
  boolean hides(int entry, int path, boolean external);
}

package io.munia.benchmarks.mrt;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Gives out every byte before a fault, then the fault. A decompressor that finds its input cut off
/// throws away what it has put into the caller's array by then: the last records of a file that was
/// cut short.
final class Salvage extends FilterInputStream {
  private @Nullable IOException fault;

  Salvage(InputStream in) {
    super(in);
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (fault != null) {
      throw fault;
    }
    int got = 0;
    while (got < length) {
      int next;
      try {
        next = in.read();
      } catch (IOException e) {
        fault = e;
        if (got == 0) {
          throw e;
        }
        return got;
      }
      if (next < 0) {
        return got == 0 && length > 0 ? -1 : got;
      }
      bytes[from + got++] = (byte) next;
    }
    return got;
  }
}

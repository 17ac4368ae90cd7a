package io.munia.peering.text;

/// The reference page of the configuration, out of the table that the reader uses.
public final class Reference {
  private static final String HEAD =
      """
      # Configuration reference

      Generated from the table of options that muniad reads by; a test keeps it so. The file is [HOCON](https://github.com/lightbend/config/blob/main/HOCON.md),
      everything stands in one section `munia { … }`, and `${?NAME}` takes a value from the environment. An option that is not in this page is
      refused.

      **A change costs** (at `systemctl reload`): *live* nothing · *refresh* routes are looked at again, the session stays · *next-session* nothing
      now, it holds from the next session on · *reset* the session ends and comes back · *restart* it waits for the next start of the daemon.
      """;

  private Reference() {}

  /// Markdown.
  public static String page() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Kind kind : Kind.values()) {
      page.append("\n## `").append(kind.path()).append("`\n\n");
      page.append(kind.meaning()).append("\n\n");
      page.append("| option | value | without it | a change costs | |\n|---|---|---|---|---|\n");
      for (Option<?> option : Options.of(kind)) {
        if (kind == Kind.GROUP || !option.kinds().contains(Kind.GROUP)) {
          page.append("| `").append(option.key()).append("` | ");
          page.append(cell(option.form().wouldDo())).append(" | ");
          page.append(cell(option.fallback())).append(" | ");
          page.append(option.apply()).append(" | ");
          page.append(cell(option.meaning())).append(" |\n");
        }
      }
    }
    return page.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}

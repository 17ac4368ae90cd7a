package io.munia.cli;

/// Numbers and durations as people read them.
final class Human {
  private static final long MINUTE_SECONDS = 60;
  private static final long HOUR_SECONDS = 60 * MINUTE_SECONDS;
  private static final long DAY_SECONDS = 24 * HOUR_SECONDS;

  private Human() {}

  /// The two largest units: `42s`, `3m7s`, `5h2m`, `1d2h`.
  static String duration(long seconds) {
    long left = Math.max(0, seconds);
    if (left < MINUTE_SECONDS) {
      return left + "s";
    }
    if (left < HOUR_SECONDS) {
      return two(left / MINUTE_SECONDS, "m", left % MINUTE_SECONDS, "s");
    }
    if (left < DAY_SECONDS) {
      return two(left / HOUR_SECONDS, "h", left % HOUR_SECONDS / MINUTE_SECONDS, "m");
    }
    return two(left / DAY_SECONDS, "d", left % DAY_SECONDS / HOUR_SECONDS, "h");
  }

  private static String two(long large, String unit, long small, String smallUnit) {
    return large + unit + (small == 0 ? "" : small + smallUnit);
  }

  /// In groups of three digits: `1,234,567`.
  static String number(long number) {
    String digits = Long.toString(Math.abs(number));
    StringBuilder grouped = new StringBuilder(number < 0 ? "-" : "");
    for (int i = 0; i < digits.length(); i++) {
      if (i > 0 && (digits.length() - i) % 3 == 0) {
        grouped.append(',');
      }
      grouped.append(digits.charAt(i));
    }
    return grouped.toString();
  }
}

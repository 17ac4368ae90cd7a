package io.munia.daemon;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Logs to standard error, one line each. Under systemd the journal has the time already, and takes
/// the severity from a number in front.
final class Logging {
  /// Held here, as loggers that nobody holds forget their level. What Netty warns of at its start
  /// (a namespace without interfaces) is nothing that an operator can act on.
  private static final Logger NETTY = Logger.getLogger("io.netty");

  private Logging() {}

  static void toStandardError() {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(Level.INFO);
    NETTY.setLevel(Level.SEVERE);
    root.addHandler(new Lines(System.err, System.getenv("JOURNAL_STREAM") != null));
  }

  private static final class Lines extends Handler {
    private final PrintStream out;

    Lines(PrintStream out, boolean journal) {
      this.out = out;
      setFormatter(journal ? new JournalLine() : new ConsoleLine());
    }

    @Override
    public void publish(LogRecord record) {
      if (isLoggable(record)) {
        out.println(getFormatter().format(record));
      }
    }

    @Override
    public void flush() {
      out.flush();
    }

    @Override
    public void close() {
      out.flush();
    }
  }

  private static final class ConsoleLine extends Formatter {
    @Override
    public String format(LogRecord record) {
      LocalTime time = LocalTime.ofInstant(record.getInstant(), ZoneId.systemDefault());
      return "%-12s %-5s %s"
          .formatted(
              time.truncatedTo(ChronoUnit.MILLIS), word(record.getLevel()), text(this, record));
    }
  }

  private static final class JournalLine extends Formatter {
    @Override
    public String format(LogRecord record) {
      return "<" + number(record.getLevel()) + ">" + text(this, record);
    }
  }

  /// On one line, whatever a neighbour may have put into it; of an exception what it says.
  private static String text(Formatter formatter, LogRecord record) {
    String message = formatter.formatMessage(record);
    Throwable thrown = record.getThrown();
    String whole = thrown == null ? message : message + ": " + thrown;
    return whole.replaceAll("\\p{Cntrl}", " ");
  }

  private static String word(Level level) {
    return level.intValue() >= Level.SEVERE.intValue()
        ? "error"
        : level.intValue() >= Level.WARNING.intValue()
            ? "warn"
            : level.intValue() >= Level.INFO.intValue() ? "info" : "debug";
  }

  /// Severities of syslog.
  private static int number(Level level) {
    return switch (word(level)) {
      case "error" -> 3;
      case "warn" -> 4;
      case "info" -> 6;
      default -> 7;
    };
  }
}

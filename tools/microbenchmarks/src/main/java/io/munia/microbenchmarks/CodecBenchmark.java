package io.munia.microbenchmarks;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.ExportForm;
import io.munia.bgp.codec.NlriCursor;
import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.UpdateWriter;
import io.munia.net.AddressFamily;
import io.munia.net.RouterId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// [UpdateReader] and [UpdateWriter], per route; six routes share an UPDATE.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Messages.ROUTES)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {
  private static final RouterId CLUSTER = new RouterId(0x0a00_0064);

  @Param public AddressFamily family = AddressFamily.IPV4_UNICAST;

  private final Negotiated session = Messages.session(1);
  private final UpdateReader reader = new UpdateReader();
  private final NlriCursor cursor = new NlriCursor();
  private final UpdateWriter writer =
      new UpdateWriter(
          new ExportForm(false, Messages.AS, CLUSTER, true, Messages.MESSAGE_BYTES_MAX), Set.of());
  private Messages messages = new Messages(List.of(), Messages.of(family, 1).table());
  private List<byte[]> sections = List.of();

  /// Attributes as [UpdateReader] leaves them, a section a set.
  @Setup
  public void prepare() {
    messages = Messages.of(family, 1);
    sections =
        messages.all().stream()
            .map(message -> {
              Messages.read(reader, message, session);
              return Arrays.copyOfRange(
                  reader.attributes(), reader.attributesFrom(), reader.attributesTo());
            })
            .toList();
  }

  @Benchmark
  public int readUpdates() {
    int routes = 0;
    for (byte[] message : messages.all()) {
      Messages.read(reader, message, session);
      reader.announced(family, cursor);
      while (cursor.next()) {
        routes += cursor.length();
      }
    }
    return routes;
  }

  @Benchmark
  public long writeUpdates() {
    long bytes = 0;
    int[] order = messages.table().order();
    for (int i = 0; i < order.length; i++) {
      byte[] section = sections.get(i);
      writer.clear();
      writer.announce(
          family,
          section,
          0,
          section.length,
          family == AddressFamily.IPV6_UNICAST,
          0x2001_0db8_0000_0001L,
          1,
          1,
          true);
      for (int p = messages.table().setFrom(order[i]); p < messages.table().setTo(order[i]); p++) {
        writer.prefix(
            messages.table().high(p), messages.table().low(p), messages.table().lengthOf(p), 0);
      }
      writer.close();
      bytes += writer.length();
    }
    return bytes;
  }
}

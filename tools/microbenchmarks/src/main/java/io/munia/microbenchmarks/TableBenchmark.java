package io.munia.microbenchmarks;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.UpdateReader;
import io.munia.net.AddressFamily;
import io.munia.rib.table.AttributePool;
import io.munia.rib.table.NextHopTable;
import io.munia.rib.table.PrefixTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

/// [AttributePool] and [PrefixTable], per route: a section is interned once for each route, as it
/// is when an UPDATE has one.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Messages.ROUTES)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TableBenchmark {
  private static final long BYTES_MAX = 1 << 28;

  @Param public AddressFamily family = AddressFamily.IPV4_UNICAST;

  private final List<byte[]> sections = new ArrayList<>();
  private Messages messages = Messages.of(AddressFamily.IPV4_UNICAST, 1);
  private PrefixTable full = new PrefixTable(AddressFamily.IPV4_UNICAST);

  private static final class Untracked implements NextHopTable.Tracking {
    @Override
    public void begin(NextHopTable.NextHop nextHop) {
      // nobody asks
    }

    @Override
    public void end(NextHopTable.NextHop nextHop) {
      // nobody asks
    }
  }

  /// The sections, one for each route, and a table that has them all.
  @Setup
  public void prepare() {
    messages = Messages.of(family, 1);
    Negotiated session = Messages.session(1);
    UpdateReader reader = new UpdateReader();
    sections.clear();
    int[] order = messages.table().order();
    for (int i = 0; i < order.length; i++) {
      Messages.read(reader, messages.all().get(i), session);
      byte[] section =
          Arrays.copyOfRange(reader.attributes(), reader.attributesFrom(), reader.attributesTo());
      for (int p = messages.table().setFrom(order[i]); p < messages.table().setTo(order[i]); p++) {
        sections.add(section);
      }
    }
    full = inserted();
  }

  private PrefixTable inserted() {
    PrefixTable table = new PrefixTable(family);
    for (int i = 0; i < Messages.ROUTES; i++) {
      table.add(messages.table().high(i), messages.table().low(i), messages.table().lengthOf(i));
    }
    return table;
  }

  @Benchmark
  public int intern() {
    AttributePool pool = new AttributePool(new NextHopTable(new Untracked()), BYTES_MAX, 1);
    for (byte[] section : sections) {
      pool.intern(section, 0, section.length, 0, 0);
    }
    return pool.size();
  }

  @Benchmark
  public int insert() {
    return inserted().size();
  }

  @Benchmark
  public int find() {
    int found = 0;
    for (int i = 0; i < Messages.ROUTES; i++) {
      found +=
          full.find(
              messages.table().high(i), messages.table().low(i), messages.table().lengthOf(i));
    }
    return found;
  }
}

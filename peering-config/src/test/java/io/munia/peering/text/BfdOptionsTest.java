package io.munia.peering.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.peering.model.Bfd;
import io.munia.peering.model.Bfd.Hops;
import io.munia.peering.model.Bfd.Strict;
import io.munia.peering.model.PeeringConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class BfdOptionsTest {
  private static final Bfd UNSAID = new Bfd(300, 3, Hops.SINGLE, Strict.NO);

  @TempDir Path folder;

  private Parsed read(String group, String sections) throws IOException {
    Path file = folder.resolve("munia.conf");
    Files.writeString(
        file,
        "munia { as = 64512, router-id = 10.0.0.1, groups { g { remote-as = internal, "
            + group
            + " } }, "
            + sections
            + " }");
    return ConfigReader.read(file, Map.of());
  }

  private Optional<Bfd> bfd(String group, String peer) throws IOException {
    String peers = "peers { a { group = g, address = 10.0.0.2, " + peer + " } }";
    PeeringConfig config = ((Parsed.Usable) read(group, peers)).config();
    Path printed = Files.writeString(folder.resolve("p.conf"), ConfigPrinter.print(config));
    assertThat(((Parsed.Usable) ConfigReader.read(printed, Map.of())).config()).isEqualTo(config);
    return config.peers().getFirst().options().bfd();
  }

  @Test
  void it_is_off_unless_said_and_a_word_switches_it_on() throws IOException {
    assertThat(bfd("", "")).isEmpty();
    assertThat(bfd("", "bfd = on")).contains(UNSAID);
    assertThat(bfd("", "bfd {}")).contains(UNSAID);
    assertThat(bfd("bfd = true", "")).contains(UNSAID);
    assertThat(bfd("bfd = on", "bfd = off")).isEmpty();
  }

  @Test
  void a_section_says_all_and_stands_in_place_of_the_groups() throws IOException {
    String said = "bfd { interval = 1s, multiplier = 5, multihop = true, strict = true }";
    assertThat(bfd(said, "")).contains(new Bfd(1_000, 5, Hops.MULTI, Strict.YES));
    assertThat(bfd(said, "bfd { interval = 100ms }"))
        .contains(new Bfd(100, 3, Hops.SINGLE, Strict.NO));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bfd = maybe                ; found \"maybe\"",
        "bfd { interval = 9ms }     ; found \"9ms\"",
        "bfd { interval = 61s }     ; found \"61s\"",
        "bfd { interval = 100 }     ; found 100",
        "bfd { multiplier = 0 }     ; found 0",
        "bfd { multiplier = 256 }   ; found 256",
        "bfd { multihop = 3 }       ; found 3",
        "bfd { intervall = 100ms }  ; unknown key 'intervall'"
      })
  void what_does_not_fit_is_said(String peer, String sentence) throws IOException {
    Parsed parsed = read("", "peers { a { group = g, address = 10.0.0.2, " + peer + " } }");
    assertThat(parsed.diagnostics())
        .singleElement()
        .matches(Diagnostic::isError)
        .asString()
        .contains(sentence);
  }

  @Test
  void a_detection_time_that_a_pause_may_last_is_warned_of() throws IOException {
    Parsed parsed =
        read("", "peers { a { group = g, address = 10.0.0.2, bfd { interval = 50ms } } }");
    assertThat(parsed.diagnostics())
        .singleElement()
        .matches(diagnostic -> !diagnostic.isError())
        .asString()
        .contains("silence of 150 ms means down");
  }

  @Test
  void nobody_knows_whom_to_wait_for_in_a_range() throws IOException {
    Parsed parsed =
        read("", "dynamic { r { group = g, range = 10.0.0.0/24, bfd { strict = true } } }");
    assertThat(parsed.diagnostics())
        .singleElement()
        .matches(Diagnostic::isError)
        .asString()
        .contains("'strict' in a dynamic range");
  }
}

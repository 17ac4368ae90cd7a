package io.munia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.peering.control.Json;
import io.munia.peering.control.Request;
import io.munia.peering.control.Response;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MuniaTest {
  private static final int COLUMNS = 80;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void status_is_asked_of_the_daemon_and_fits_the_terminal() throws Exception {
    try (FakeDaemon daemon = FakeDaemon.answering(folder, new Response.Done(Samples.status()))) {
      assertThat(munia("--socket", daemon.socket().toString(), "status")).isEqualTo(ExitCode.OK);
      assertThat(daemon.asked()).isEqualTo(new Request("status", Map.of()));
    }
    assertThat(out.toString())
        .contains("router-id 10.77.0.1")
        .contains("up 1d2h")
        .contains("1 of 2 peers established")
        .contains("323,487");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= COLUMNS);
    assertThat(out.toString()).doesNotContain("\u001b");
  }

  @Test
  void peers_fit_the_terminal_and_no_address_is_cut() throws Exception {
    answered(Samples.peers(), "peers");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= COLUMNS);
    assertThat(out.toString())
        .contains("tor-a")
        .contains("Established")
        .contains("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff")
        .contains("LAST ENDED BY", "the connection broke");
  }

  @Test
  void a_neighbour_without_an_address_stands_with_its_link() throws Exception {
    Json.Obj found =
        unnumbered("tor-b", "fe80::d8a2:31ff:fe5c:7e01", "found by its router advertisements")
            .put("state", "Established")
            .build();
    Json.Obj down =
        unnumbered("tor-c", "", "enp193s0f1np1 has no carrier")
            .put("state", "Idle")
            .put("last-close", "sent NOTIFICATION 6/4, Cease: Administrative Reset")
            .build();
    Json.Obj peers = Json.object().put("peers", List.of(found, down)).build();
    answered(peers, "peers");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= COLUMNS);
    assertThat(out.toString())
        .contains("fe80::d8a2:31ff:fe5c:7e01%enp193s0f1np1")
        .contains("tor-c  enp193s0f1np1 has no carrier")
        .doesNotContain("NOTIFICATION");
    answered(Json.object().put("peers", List.of(found)).build(), "peers", "tor-b");
    assertThat(out.toString())
        .contains("  address               fe80::d8a2:31ff:fe5c:7e01\n")
        .contains("  interface             enp193s0f1np1\n")
        .contains("  discovery             found by its router advertisements\n");
  }

  private static Json.ObjBuilder unnumbered(String name, String address, String discovery) {
    return Json.object()
        .put("name", name)
        .put("address", address)
        .put("interface", "enp193s0f1np1")
        .put("discovery", discovery)
        .put("remote-as", "external")
        .put("role", "ebgp")
        .put("since-seconds", 187)
        .put("last-close", "");
  }

  @Test
  void what_a_neighbour_sent_wrong_is_taken_apart_or_written_to_a_capture() throws Exception {
    Json.Obj quarantine =
        Json.object()
            .put("peer", "tor-a")
            .put("address", "192.0.2.7")
            .put(
                "messages",
                List.of(
                    Json.object()
                        .put("at", "2026-01-02T03:04:05Z")
                        .put("ago-seconds", 187)
                        .put("verdict", "withdraw")
                        .put("error", "ORIGIN is missing")
                        .put(
                            "hex", "ff".repeat(16) + "001c02" + "0000" + "0003" + "400200" + "080a")
                        .put("as4", true)
                        .put("ebgp", false)
                        .build()))
            .build();
    answered(quarantine, "quarantine", "tor-a");
    assertThat(out.toString())
        .contains("3m7s ago", "AS_PATH", "10.0.0.0/8", "treated as withdraw: ORIGIN is missing");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= COLUMNS);
    Path file = folder.resolve("it.pcap");
    answered(quarantine, "quarantine", "tor-a", "--pcap", file.toString());
    assertThat(out.toString()).contains("it.pcap: 1 messages");
    out.getBuffer().setLength(0);
    assertThat(munia("decode", file.toString())).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("192.0.2.7:179", "10.0.0.0/8");
  }

  @Test
  void one_peer_is_shown_in_full() throws Exception {
    answered(Samples.peers(), "peers", "tor-a");
    assertThat(out.toString())
        .contains("treated as withdraw", "Established for 3m7s")
        .contains("link-local next hop   single, as the neighbour does it");
  }

  @Test
  void paths_that_are_watched_fit_the_terminal_and_say_why_one_is_down() throws Exception {
    answered(Samples.bfd(), "bfd");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= COLUMNS);
    assertThat(out.toString())
        .contains("tor-a", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff")
        .contains("100ms", "7.5ms", "300ms", "no packet for 300 ms")
        .contains("1,234  no such session", "2 times the thread came", "31ms at the most");
    answered(Samples.bfd(), "bfd", "tor-a");
    assertThat(out.toString())
        .contains("4000000000, theirs 7", "asked for", "100ms x 3", "longest gap sent", "91ms");
  }

  @Test
  void what_has_happened_to_a_peer_fits_the_terminal() throws Exception {
    Json.Obj entry =
        Json.object()
            .put("seconds-ago", 187)
            .put("from", "OpenConfirm")
            .put("to", "Idle")
            .put("cause", "received NOTIFICATION 6/2, Cease: Administrative Shutdown: \"x\"")
            .put("times", 3)
            .put("late-milliseconds", 1500)
            .build();
    Json.Obj peer =
        Json.object()
            .put("name", "tor-a")
            .put("state", "Idle")
            .put("past", java.util.Collections.nCopies(20, entry))
            .build();
    answered(Json.object().put("peers", List.of(peer)).build(), "peers", "tor-a");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= COLUMNS);
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("3m7s Idle received NOTIFICATION 6/2", "1500 ms late (3 times)")
        .contains("4 earlier ones");
  }

  @Test
  void a_list_of_routes_shows_the_best_path_of_each_prefix_and_fits() throws Exception {
    answered(Samples.routes(), "routes");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= COLUMNS);
    assertThat(out.toString())
        .contains("2001:db8:1111:2222::/64")
        .contains("tor-a")
        .doesNotContain("tor-b")
        .contains("There are more");
  }

  @Test
  void a_list_of_routes_that_is_cut_says_how_to_go_on() throws Exception {
    answered(Samples.routes(), "routes");
    assertThat(out.toString()).contains("--after 2001:db8:1111:2222::/64", "--all");
  }

  @Test
  void destinations_that_are_no_prefixes_are_shown_with_what_belongs_to_the_path()
      throws Exception {
    Json.Obj path =
        Json.object()
            .put("peer", "client2")
            .put("origin", "ibgp")
            .put("next-hop", "10.0.0.2")
            .put("best", true)
            .put("payload", "label 17")
            .build();
    String flow = "dst 10.8.0.0/16; proto =6; dport =80; port >=1024&<=2048; tcp-flags 0x2 ";
    answered(
        Json.object()
            .put(
                "routes",
                List.of(
                    Json.object()
                        .put("family", "ipv4-vpn")
                        .put("destination", "64512:100 10.8.0.0/16")
                        .put("paths", List.of(path))
                        .build(),
                    Json.object()
                        .put("family", "ipv4-flowspec")
                        .put("destination", flow.repeat(3).strip())
                        .put("paths", List.of(path))
                        .build()))
            .put("truncated", true)
            .build(),
        "routes",
        "--family",
        "ipv4-vpn");
    assertThat(out.toString())
        .contains("64512:100 10.8.0.0/16 label 17")
        .contains("tcp-flags 0x2")
        .contains("There are more: --all shows all.");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= COLUMNS);
  }

  @Test
  void all_routes_are_asked_for_page_by_page() throws Exception {
    Response page =
        new Response.Done(
            Json.object()
                .put("routes", Samples.routes().list("routes"))
                .put("truncated", true)
                .put("cursor", "0:99")
                .build());
    Response last = new Response.Done(Json.object().put("routes", List.of()).build());
    try (FakeDaemon daemon = FakeDaemon.answering(folder, page, page, last)) {
      assertThat(munia("--socket", daemon.socket().toString(), "routes", "--in", "tor-a", "--all"))
          .isEqualTo(ExitCode.OK);
      assertThat(daemon.asked().args())
          .isEqualTo(Map.of("in", "tor-a", "limit", "500", "cursor", "start"));
      Map<String, String> next = Map.of("in", "tor-a", "limit", "500", "cursor", "0:99");
      assertThat(daemon.asked().args()).isEqualTo(next);
      assertThat(daemon.asked().args()).isEqualTo(next);
    }
    assertThat(out.toString().lines().filter(line -> line.contains("1111:2222"))).hasSize(2);
    assertThat(out.toString())
        .containsOnlyOnce("NEXT HOP")
        .doesNotContain("There are more")
        .doesNotContain("no such routes");
  }

  @Test
  void a_neighbour_that_is_paused_shows_it_and_is_reset() throws Exception {
    Json.Obj peer =
        Json.object()
            .put("name", "tor-a")
            .put("state", "Idle")
            .put("paused-seconds", 861)
            .put("last-close", "sent NOTIFICATION 6/1, Cease: too much")
            .build();
    Json.Obj peers = Json.object().put("peers", List.of(peer)).build();
    answered(peers, "peers");
    assertThat(out.toString()).contains("paused for 14m21s: sent NOTIFICATION 6/1");
    answered(peers, "peers", "tor-a");
    assertThat(out.toString()).contains("for 14m21s more; `munia reset` ends that");
    answered(
        Json.object().put("peer", "tor-a").put("was", "Idle").put("paused-seconds", 861).build(),
        "reset",
        "tor-a",
        "--reason",
        "limit raised");
    assertThat(out.toString())
        .endsWith("reset tor-a, which was Idle and was to stay so for 14m21s\n");
  }

  @Test
  void what_a_reload_would_change_is_shown_with_what_it_costs() throws Exception {
    Json.Obj change =
        Json.object().put("change", "peer a: hold-time").put("costs", "reset").build();
    answered(
        Json.object().put("usable", true).put("changes", List.of(change)).build(),
        "diff",
        "other.conf");
    assertThat(out.toString()).contains("COSTS", "reset  peer a: hold-time");
    assertThat(answered(Json.object().put("usable", true).build(), "diff")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("nothing differs");
    Json.Obj refused =
        Json.object()
            .put("file", "/x")
            .put("usable", false)
            .put("diagnostics", List.of(Json.text("/x:3: munia.as: found 0")))
            .build();
    assertThat(answered(refused, "diff", "/x")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("/x:3: munia.as: found 0", "/x is refused");
  }

  @Test
  void a_file_is_named_as_the_daemon_finds_it() throws Exception {
    Response nothing = new Response.Done(Json.object().put("usable", true).build());
    try (FakeDaemon daemon = FakeDaemon.answering(folder, nothing)) {
      munia("--socket", daemon.socket().toString(), "diff", "x/../munia.conf");
      assertThat(daemon.asked().args())
          .isEqualTo(Map.of("file", Path.of("munia.conf").toAbsolutePath().toString()));
    }
  }

  @Test
  void a_single_route_is_shown_with_all_paths_and_reasons() throws Exception {
    answered(Samples.routes(), "routes", "2001:db8:1111:2222::1");
    assertThat(out.toString())
        .contains("* from tor-a (ebgp)")
        .contains("from tor-b")
        .contains("lost by")
        .contains("64900:1 no-export");
  }

  @Test
  void aggregates_show_their_state_and_fit() throws Exception {
    answered(Samples.aggregates(), "aggregates");
    assertThat(out.toString()).contains("12,345", "waits for").doesNotContain("6666");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= COLUMNS);
  }

  @Test
  void one_aggregate_is_shown_with_what_it_stands_for_and_fits() throws Exception {
    answered(Samples.aggregates(), "aggregates", "2001:db8:1111:2222:3333:4444:5555:0/112");
    assertThat(out.toString()).contains("6666/128", "There are more");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= COLUMNS);
  }

  @Test
  void an_explanation_shows_rules_comparisons_and_what_is_told() throws Exception {
    answered(Samples.explanation(), "explain", "192.0.2.0/24", "--to", "tor-b");
    assertThat(out.toString())
        .contains("lost by", "higher LOCAL_PREF: 100, the better one has 200")
        .contains("import policy from-tor: accepted by rule 2")
        .contains("rule 1: no, prefix = \"customers\"", "found 192.0.2.0/24")
        .contains("rule 2: matches, then accept", "sets local-pref = 100")
        .contains("not announced to tor-b: rejected by the export policy")
        .contains("export policy none: rejected by default");
  }

  @Test
  void an_explanation_needs_a_prefix_whatever_else_is_said() throws Exception {
    assertThat(munia("explain", "--to", "tor-b")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("PREFIX");
  }

  @Test
  void policies_show_rules_with_their_hits_and_fit() throws Exception {
    answered(Samples.policies(), "policies");
    assertThat(out.toString())
        .contains("from-tor", "import of tor-a tor-b", "every route", "1,234,567", "default");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= COLUMNS);
  }

  @Test
  void routes_in_the_kernel_show_what_differs() throws Exception {
    Json.Obj route =
        Json.object()
            .put("prefix", "10.0.0.0/8")
            .put("state", "failed")
            .put("desired", "via 10.77.0.254 dev eth0")
            .put("actual", "")
            .put("why", "Network is unreachable")
            .build();
    answered(Json.object().put("table", 254).put("routes", List.of(route)).build(), "fib");
    assertThat(out.toString()).contains("10.0.0.0/8", "failed", "unreachable");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= COLUMNS);
  }

  @Test
  void members_that_this_client_does_not_know_are_outlined() throws Exception {
    Json.Obj status =
        Json.object()
            .put("version", "9")
            .put("fib", Json.object().put("state", "on").put("ipv4-unicast", 2).build())
            .put("links", List.of(Json.object().put("name", "eth0").put("up", true).build()))
            .build();
    answered(status, "status");
    assertThat(out.toString())
        .contains("ipv4 unicast  2")
        .contains("NAME  UP")
        .contains("eth0  yes");
  }

  @Test
  void a_store_that_does_not_agree_with_itself_fails_the_check() throws Exception {
    Json.Obj findings =
        Json.object()
            .put(
                "findings",
                List.of(
                    Json.object().put("subject", "h1").put("sentence", "holds nothing").build()))
            .build();
    assertThat(answered(findings, "ipam", "check")).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString()).isEqualTo("h1: holds nothing\n");
  }

  @Test
  void json_is_the_result_as_it_came() throws Exception {
    try (FakeDaemon daemon = FakeDaemon.answering(folder, new Response.Done(Samples.status()))) {
      munia("status", "--json", "--socket", daemon.socket().toString());
    }
    assertThat(io.munia.peering.control.JsonText.read(out.toString())).isEqualTo(Samples.status());
  }

  @Test
  void options_become_arguments_of_the_question() throws Exception {
    Json.Obj nothing = Json.object().build();
    try (FakeDaemon daemon = FakeDaemon.answering(folder, new Response.Done(nothing))) {
      munia("--socket", daemon.socket().toString(), "routes", "10.0.0.0/8", "--in=tor-a", "--json");
      assertThat(daemon.asked())
          .isEqualTo(new Request("routes", Map.of("prefix", "10.0.0.0/8", "in", "tor-a")));
    }
  }

  @Test
  void one_neighbour_is_asked_for_by_the_name_that_the_daemon_knows() throws Exception {
    try (FakeDaemon daemon = FakeDaemon.answering(folder, new Response.Done(Samples.peers()))) {
      munia("--socket", daemon.socket().toString(), "peers", "tor-a");
      assertThat(daemon.asked()).isEqualTo(new Request("peers", Map.of("peer", "tor-a")));
    }
  }

  @Test
  void a_refusal_is_said_and_shows_in_the_exit_code() throws Exception {
    Response refusal = new Response.Failed("no neighbour is called 'tor-x'", 2);
    try (FakeDaemon daemon = FakeDaemon.answering(folder, refusal)) {
      assertThat(munia("--socket", daemon.socket().toString(), "peers", "tor-x"))
          .isEqualTo(ExitCode.USAGE);
    }
    assertThat(err.toString()).isEqualTo("munia: no neighbour is called 'tor-x'\n");
  }

  @Test
  void no_daemon_is_one_sentence_and_exit_code_3() {
    Path socket = folder.resolve("none.sock");
    assertThat(munia("--socket", socket.toString(), "status")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err.toString())
        .isEqualTo("munia: nothing listens on " + socket + ": is muniad running?\n");
  }

  @Test
  void something_else_behind_the_socket_is_said_to_be_that() throws Exception {
    try (FakeDaemon daemon = FakeDaemon.saying(folder, "220 smtp.example.net ESMTP\n")) {
      assertThat(munia("--socket", daemon.socket().toString(), "status"))
          .isEqualTo(ExitCode.UNREACHABLE);
    }
    assertThat(err.toString()).contains("does not speak Munia's protocol").hasLineCount(1);
  }

  @Test
  void a_connection_that_ends_early_is_said_to_have_ended() throws Exception {
    try (FakeDaemon daemon = FakeDaemon.saying(folder, "{\"ok\":true,")) {
      assertThat(munia("--socket", daemon.socket().toString(), "status"))
          .isEqualTo(ExitCode.UNREACHABLE);
    }
    assertThat(err.toString()).contains("closed before the answer was whole").hasLineCount(1);
  }

  @Test
  void a_verb_that_is_nearly_right_gets_a_suggestion() {
    assertThat(munia("statsu")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .isEqualTo("munia: there is no verb 'statsu': did you mean 'status'?\n");
  }

  @Test
  void an_option_that_does_not_exist_is_named() {
    assertThat(munia("routes", "--famly", "ipv4-unicast")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--famly").hasLineCount(1);
  }

  @Test
  void a_missing_operand_is_named() {
    assertThat(munia("check")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("FILE").hasLineCount(1);
  }

  @Test
  void help_lists_verbs_and_exit_codes() {
    assertThat(munia("--help")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("status", "routes", "ipam", "Exit codes:", "MUNIA_SOCKET");
    assertThat(munia("routes", "--help")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("--family=FAMILY");
  }

  @Test
  void no_verb_at_all_shows_the_usage_and_fails() {
    assertThat(munia()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("Usage: munia");
  }

  @Test
  void completion_is_a_script() {
    assertThat(munia("completion")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("complete -F", "status");
  }

  @Test
  void both_parsers_understand_the_same() throws Exception {
    Files.createDirectories(folder);
    List<String[]> lines =
        List.of(
            new String[] {"status"},
            new String[] {"--json", "peers", "10.0.0.1"},
            new String[] {"routes", "--family", "ipv6-unicast", "--limit", "10", "--socket", "s"},
            new String[] {"ipam", "assign", "--handle", "pod-1"},
            new String[] {"fib", "--diff"},
            new String[] {"reset", "tor", "--reason", "x"},
            new String[] {"routes", "--all", "--after", "10.0.0.0/8"},
            new String[] {"diff"},
            new String[] {"diff", "munia.conf"},
            new String[] {"check", "munia.conf"});
    PicocliParser picocli = new PicocliParser(terminal());
    for (String[] line : lines) {
      assertThat(picocli.parse(line))
          .isEqualTo(new PicocliParser.Result.Understood(PlainParser.parse(line).orElseThrow()));
    }
  }

  private ExitCode answered(Json.Obj result, String... words) throws Exception {
    try (FakeDaemon daemon = FakeDaemon.answering(folder, new Response.Done(result))) {
      return new Munia(terminal(), Map.of("MUNIA_SOCKET", daemon.socket().toString())).run(words);
    }
  }

  private ExitCode munia(String... words) {
    return new Munia(terminal(), Map.of()).run(words);
  }

  private Terminal terminal() {
    return new Terminal(new PrintWriter(out), new PrintWriter(err), COLUMNS, false);
  }
}

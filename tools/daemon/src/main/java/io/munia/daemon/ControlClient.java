package io.munia.daemon;

import io.munia.peering.control.MalformedLineException;
import io.munia.peering.control.Request;
import io.munia.peering.control.Response;
import io.munia.peering.control.Verb;
import io.munia.peering.control.VerbException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import jnr.unixsocket.UnixSocketChannel;
import jnr.unixsocket.UnixSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client of the operator's socket: reads questions line by line and answers them in order.
/// Owned by its own thread.
final class ControlClient {
  private static final Logger LOG = LoggerFactory.getLogger(ControlClient.class);

  /// A client that says nothing, or takes nothing, for so long is closed.
  private static final int IDLE_MILLIS_MAX = 60_000;

  private static final int CHUNK_BYTES = 8192;

  private final UnixSocketChannel channel;
  private final Map<String, Verb> verbs;
  private final boolean mayWrite;

  /// @param ownUser the user that the daemon runs as
  ControlClient(UnixSocketChannel channel, Map<String, Verb> verbs, long ownUser)
      throws IOException {
    this.channel = channel;
    this.verbs = verbs;
    channel.setOption(UnixSocketOptions.SO_RCVTIMEO, IDLE_MILLIS_MAX);
    channel.setOption(UnixSocketOptions.SO_SNDTIMEO, IDLE_MILLIS_MAX);
    int user = channel.getOption(UnixSocketOptions.SO_PEERCRED).getUid();
    this.mayWrite = user == 0 || user == ownUser;
  }

  void run() throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (channel.read(chunk.clear()) > 0) {
      chunk.flip();
      while (chunk.hasRemaining()) {
        byte octet = chunk.get();
        if (octet == '\n') {
          write(answer(line.toString(StandardCharsets.UTF_8)));
          line.reset();
        } else if (line.size() == Request.LINE_BYTES_MAX) {
          write(
              new Response.Failed(
                  "a request has at most " + Request.LINE_BYTES_MAX + " bytes",
                  VerbException.USAGE));
          return;
        } else {
          line.write(octet);
        }
      }
    }
  }

  private Response answer(String line) {
    try {
      Request request = Request.parse(line);
      Verb verb = verbs.get(request.verb());
      if (verb == null) {
        return new Response.Failed(
            "there is no verb '"
                + request.verb()
                + "'; there are: "
                + String.join(", ", verbs.keySet().stream().sorted().toList()),
            VerbException.USAGE);
      }
      if (verb.access() == Verb.Access.WRITE && !mayWrite) {
        return new Response.Failed(
            "'"
                + verb.name()
                + "' is not for everybody: root may, and the user that muniad runs as",
            VerbException.FAILED);
      }
      for (String argument : request.args().keySet()) {
        if (!verb.understands(argument)) {
          return new Response.Failed(
              "'" + verb.name() + "' knows no argument '" + argument + "'", VerbException.USAGE);
        }
      }
      return new Response.Done(verb.answer(request.args()));
    } catch (MalformedLineException e) {
      return new Response.Failed(String.valueOf(e.getMessage()), VerbException.USAGE);
    } catch (VerbException e) {
      return new Response.Failed(String.valueOf(e.getMessage()), e.exit());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Response.Failed("muniad is stopping", VerbException.FAILED);
    } catch (RuntimeException e) {
      LOG.error("control: a verb failed", e);
      return new Response.Failed("muniad failed to answer, see its log", VerbException.FAILED);
    }
  }

  /// Says why nobody will listen to this client.
  static void turnAway(UnixSocketChannel channel, String sentence) throws IOException {
    Response busy = new Response.Failed(sentence, VerbException.FAILED);
    // One short line always fits into the buffer of a connection that is new.
    channel.write(ByteBuffer.wrap((busy.toLine() + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  private void write(Response response) throws IOException {
    byte[] bytes = (response.toLine() + "\n").getBytes(StandardCharsets.UTF_8);
    if (bytes.length > Response.LINE_BYTES_MAX) {
      write(
          new Response.Failed(
              "the answer has more than "
                  + Response.LINE_BYTES_MAX
                  + " bytes; ask for less with"
                  + " limit",
              VerbException.FAILED));
      return;
    }
    ByteBuffer out = ByteBuffer.wrap(bytes);
    while (out.hasRemaining()) {
      if (channel.write(out) <= 0) {
        throw new IOException("the client takes nothing");
      }
    }
  }
}

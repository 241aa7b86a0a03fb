package backbench.data.download;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Serves files on loopback, well or badly; raw sockets, as no honest server misbehaves so. */
final class Mirror implements AutoCloseable {

  private final ServerSocket socket;
  private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Holds what was asked for.
   *
   * @param path the path of the URL
   * @param range the byte from which on, if not from the first
   */
  record Request(String path, Optional<Integer> range) {}

  /** Answers a request. */
  interface Behaviour {
    void answer(Request request, OutputStream out) throws IOException, InterruptedException;
  }

  Mirror() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread acceptor = new Thread(this::accept, "mirror");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** Says how a path is answered, and returns its URL. */
  URI serve(String path, Behaviour behaviour) {
    behaviours.put(path, behaviour);
    return url(path);
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
  }

  List<Request> requests() {
    return requests;
  }

  /** A server that knows ranges. */
  static Behaviour ranged(byte[] content) {
    return (request, out) -> {
      int from = request.range().orElse(0);
      if (from == 0) {
        whole(content).answer(request, out);
      } else {
        int last = content.length - 1;
        head(
            out,
            "206 Partial Content",
            "Content-Range: bytes " + from + "-" + last + "/" + content.length,
            "Content-Length: " + (content.length - from));
        out.write(content, from, content.length - from);
      }
    };
  }

  /** A server that sends all of it, whatever range is asked for. */
  static Behaviour whole(byte[] content) {
    return (request, out) -> {
      head(out, "200 OK", "Content-Length: " + content.length);
      out.write(content);
    };
  }

  /** A server that says nothing of the length and closes the connection at the end. */
  static Behaviour unannounced(byte[] content) {
    return (request, out) -> {
      head(out, "200 OK");
      out.write(content);
    };
  }

  /** A server that breaks off a first answer, and knows ranges. */
  static Behaviour cutAfter(int bytes, byte[] content) {
    return (request, out) -> {
      if (request.range().isPresent()) {
        ranged(content).answer(request, out);
      } else {
        head(out, "200 OK", "Content-Length: " + content.length);
        out.write(content, 0, bytes);
      }
    };
  }

  /** A server that falls silent after some bytes. */
  Behaviour stallAfter(int bytes, byte[] content) {
    return (request, out) -> {
      head(out, "200 OK", "Content-Length: " + content.length);
      out.write(content, 0, bytes);
      out.flush();
      closed.await();
    };
  }

  /** A server that accepts the connection and never answers. */
  Behaviour silent() {
    return (request, out) -> closed.await();
  }

  /** A server that keeps the connection alive with a byte now and then. */
  Behaviour drip(byte[] content) {
    return (request, out) -> {
      head(out, "200 OK", "Content-Length: " + content.length);
      for (int i = 0; i < content.length && !closed.await(20, TimeUnit.MILLISECONDS); i++) {
        out.write(content[i]);
        out.flush();
      }
    };
  }

  /** Sends all of it, so many bytes at a time, so many milliseconds apart. */
  Behaviour steady(byte[] content, int bytes, int millis) {
    return (request, out) -> {
      head(out, "200 OK", "Content-Length: " + content.length);
      for (int at = 0;
          at < content.length && !closed.await(millis, TimeUnit.MILLISECONDS);
          at += bytes) {
        out.write(content, at, Math.min(bytes, content.length - at));
        out.flush();
      }
    };
  }

  static Behaviour status(String status, String... headers) {
    return (request, out) -> head(out, status, headers);
  }

  static Behaviour redirect(String location) {
    return status("302 Found", "Location: " + location, "Content-Length: 0");
  }

  static void head(OutputStream out, String status, String... headers) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\nConnection: close\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        Thread handler = new Thread(() -> handle(connection), "mirror connection");
        handler.setDaemon(true);
        handler.start();
      } catch (IOException e) {
        // Closed: the test is over.
        return;
      }
    }
  }

  private void handle(Socket connection) {
    try (connection) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
      String path = in.readLine().split(" ", 3)[1];
      Optional<Integer> range = Optional.empty();
      for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
        if (line.startsWith("Range: bytes=")) {
          range = Optional.of(Integer.valueOf(line.replaceAll("\\D", "")));
        }
      }
      Request request = new Request(path, range);
      requests.add(request);
      OutputStream out = connection.getOutputStream();
      behaviours.getOrDefault(path, status("404 Not Found")).answer(request, out);
      out.flush();
    } catch (IOException e) {
      // The downloader hung up, as it should on such an answer.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
  }
}

package backbench.cli.data;

import backbench.cli.output.ErrorReport;
import backbench.specs.reader.Catalog;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Serves a small dataset on loopback, and runs the commands on it. */
abstract class DataCommandFixture {

  static final int SIDE = 4;

  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  final Map<String, byte[]> files = new TreeMap<>();
  final List<String> requests = new ArrayList<>();
  private HttpServer server;

  @TempDir Path folder;

  @BeforeEach
  void serveASmallDataset() throws Exception {
    files.put("test-images.gz", gzip(images(2, 100)));
    files.put("test-labels.gz", gzip(labels(2)));
    files.put("train-images.gz", gzip(images(3, 0)));
    files.put("train-labels.gz", gzip(labels(3)));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/good/",
        exchange -> {
          String name = exchange.getRequestURI().getPath().substring("/good/".length());
          synchronized (requests) {
            requests.add(name);
          }
          exchange.sendResponseHeaders(200, files.get(name).length);
          exchange.getResponseBody().write(files.get(name));
          exchange.close();
        });
    server.start();
    Path specs = Files.createDirectories(folder.resolve("specs/datasets"));
    Files.writeString(specs.resolve("small.yaml"), spec(true));
    Files.writeString(
        specs.resolve("unknown.yaml"), spec(false).replace("id: small", "id: unknown"));
    Files.writeString(
        specs.resolve("drawn.yaml"),
        """
        id: drawn
        title: Drawn digits
        shape: [1, 28, 28]
        classes: 10
        source: {digits: {seed: 1, train: 300, test: 20}}
        licence: none
        origin: here
        """);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String spec(boolean withFiles) throws Exception {
    StringBuilder spec =
        new StringBuilder(
            """
            id: small
            title: Small squares
            shape: [1, 4, 4]
            classes: 3
            class_names: [round, square, a long name]
            source:
              idx: {folder: small, train_images: train-images, train_labels: train-labels,
                test_images: test-images, test_labels: test-labels}
            licence: CC0
            origin: Nobody, nowhere
            """);
    if (withFiles) {
      spec.append("files:\n");
      String root = "http://127.0.0.1:" + server.getAddress().getPort();
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        spec.append(
            "  - {name: %1$s, bytes: %2$d, sha256: '%3$s', urls: ['%4$s/none/%1$s', '%4$s/good/%1$s']}\n"
                .formatted(file.getKey(), file.getValue().length, sha256(file.getValue()), root));
      }
    }
    return spec.toString();
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }

  static byte[] images(int count, int first) {
    ByteBuffer bytes = ByteBuffer.allocate(16 + count * SIDE * SIDE);
    bytes.putInt(0x0803).putInt(count).putInt(SIDE).putInt(SIDE);
    for (int value = first; bytes.hasRemaining(); value++) {
      bytes.put((byte) value);
    }
    return bytes.array();
  }

  static byte[] labels(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + count);
    bytes.putInt(0x0801).putInt(count);
    for (int label = 0; label < count; label++) {
      bytes.put((byte) label);
    }
    return bytes.array();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  final int run(Object command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--data=" + data());
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setParameterExceptionHandler(ErrorReport::badArguments)
        .setExecutionExceptionHandler(ErrorReport::failed)
        .execute(all.toArray(String[]::new));
  }

  final Catalog catalog() {
    return Catalog.of(folder.resolve("specs"));
  }

  final Path data() {
    return folder.resolve("data");
  }

  static String text(StringWriter written) {
    return written.toString().replace(System.lineSeparator(), "\n");
  }
}

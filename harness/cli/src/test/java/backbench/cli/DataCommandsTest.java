package backbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.core.spec.Catalog;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests the commands that list, fetch, verify and show datasets. */
class DataCommandsTest {

  private static final int SIDE = 4;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, byte[]> files = new TreeMap<>();
  private final List<String> requests = new ArrayList<>();
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

  @Test
  void fetchSaysLicenceAndOriginAndBringsEveryFileFromTheFirstMirrorThatHasIt() {
    assertThat(run(new DataFetchCommand(this::catalog), "small")).isZero();

    assertThat(text(out))
        .isEqualTo(
            """
            small: Small squares
              licence: CC0
              origin:  Nobody, nowhere
              into:    %s
            """
                .formatted(data().resolve("small")));
    assertThat(text(err))
        .contains("train-images.gz: 127.0.0.1 answers HTTP 404\n")
        .contains("train-images.gz: verified\n");
    files.forEach(
        (name, content) ->
            assertThat(data().resolve("small").resolve(name)).hasBinaryContent(content));
  }

  @Test
  void fetchWritesNothingThroughALinkThatLeadsOutOfTheDataFolder() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.createSymbolicLink(Files.createDirectories(data()).resolve("small"), outside);

    assertThat(run(new DataFetchCommand(this::catalog), "small")).isEqualTo(ExitCode.REQUEST);
    assertThat(text(err)).contains("a link that leads to " + outside.toRealPath());
    assertThat(outside).isEmptyDirectory();
    assertThat(run(new DataVerifyCommand(this::catalog), "small")).isEqualTo(ExitCode.REQUEST);
  }

  @Test
  void fetchAsksForNothingThatIsHereAndVerified() throws IOException {
    run(new DataFetchCommand(this::catalog), "small");
    requests.clear();
    Files.write(data().resolve("small/test-labels.gz"), new byte[3]);

    assertThat(run(new DataFetchCommand(this::catalog), "small")).isZero();

    assertThat(requests).containsExactly("test-labels.gz");
    assertThat(text(err)).contains("train-images.gz: already here, verified\n");
  }

  @Test
  void fetchFailsInOneLineWithEveryMirrorsReason() {
    files.replaceAll((name, content) -> new byte[content.length]);

    assertThat(run(new DataFetchCommand(this::catalog), "small")).isEqualTo(ExitCode.ENVIRONMENT);

    assertThat(text(err).lines().filter(line -> line.startsWith("error: ")))
        .singleElement()
        .asString()
        .contains("cannot fetch", "answers HTTP 404", "sent other bytes: SHA-256 ");
  }

  @Test
  void fetchOfWhatIsDrawnUnknownOrMistypedFetchesNothing() {
    assertThat(run(new DataFetchCommand(this::catalog), "small", "drawn"))
        .isEqualTo(ExitCode.REQUEST);
    assertThat(run(new DataFetchCommand(this::catalog), "small", "unknown"))
        .isEqualTo(ExitCode.REQUEST);
    assertThat(run(new DataFetchCommand(this::catalog), "small", "smal"))
        .isEqualTo(ExitCode.REQUEST);

    assertThat(text(err))
        .contains("the dataset 'drawn' is drawn, there is nothing to fetch")
        .contains(
            "no download of the dataset 'unknown' is known; expected its files in "
                + data().resolve("small")
                + ", from: Nobody, nowhere")
        .contains("did you mean 'small'?");
    assertThat(requests).isEmpty();
  }

  @Test
  void listSaysWhatIsHereAndWhatIsMissing() throws IOException {
    run(new DataListCommand(this::catalog));
    assertThat(text(out))
        .containsPattern("(?m)^drawn +\\[1, 28, 28\\] +10 classes  drawn, 300 \\+ 20 +here +none ")
        .containsPattern(
            "(?m)^small +\\[1, 4, 4\\] +3 classes  files in small +missing, \\d+ bytes to fetch  CC0 +Small squares$")
        .containsPattern("(?m)^unknown .* missing, no download known ")
        .endsWith("\nData folder: " + data() + "\n");

    run(new DataFetchCommand(this::catalog), "small");
    Files.delete(data().resolve("small/test-labels.gz"));
    out.getBuffer().setLength(0);
    run(new DataListCommand(this::catalog));
    assertThat(text(out)).containsPattern("(?m)^small .* 3 of 4 files here, \\d+ bytes to fetch ");

    // What a person unpacked counts as well: the reader takes it.
    Files.write(data().resolve("small/test-labels"), labels(2));
    out.getBuffer().setLength(0);
    run(new DataListCommand(this::catalog));
    assertThat(text(out))
        .containsPattern("(?m)^small .* here, \\d+ bytes +CC0")
        .containsPattern("(?m)^unknown .* here, no checksum known ");
  }

  @Test
  void verifyChecksEveryFileAndItsExitCodeSaysWhetherOneFails() throws IOException {
    run(new DataFetchCommand(this::catalog), "small");
    out.getBuffer().setLength(0);

    assertThat(run(new DataVerifyCommand(this::catalog), "small")).isZero();
    assertThat(text(out).lines())
        .hasSize(4)
        .allMatch(line -> line.matches("small/t\\S+\\.gz: verified, \\d+ bytes"));

    byte[] damaged = files.get("train-images.gz").clone();
    damaged[20]++;
    Files.write(data().resolve("small/train-images.gz"), damaged);
    Files.write(data().resolve("small/train-labels.gz"), new byte[3]);
    Files.delete(data().resolve("small/test-labels.gz"));
    out.getBuffer().setLength(0);

    assertThat(run(new DataVerifyCommand(this::catalog), "small")).isEqualTo(ExitCode.CHECK_FAILED);
    assertThat(text(out))
        .contains("small/train-images.gz: DAMAGED: its SHA-256 differs; expected ")
        .contains("small/train-labels.gz: DAMAGED: its size differs; expected ")
        .contains("small/test-labels.gz: MISSING\n")
        .containsPattern("small/test-images.gz: verified, ");
  }

  @Test
  void verifyOpensWhatHasNoChecksum() throws IOException {
    run(new DataFetchCommand(this::catalog), "small");
    Path unpacked = data().resolve("small/train-labels");
    Files.write(unpacked, labels(3));
    out.getBuffer().setLength(0);

    assertThat(run(new DataVerifyCommand(this::catalog))).isZero();
    assertThat(text(out))
        .contains("small: opens, 3 + 2 samples\n", "unknown: opens, 3 + 2 samples\n")
        .doesNotContain("drawn");

    Files.write(unpacked, new byte[3]);
    assertThat(run(new DataVerifyCommand(this::catalog), "unknown"))
        .isEqualTo(ExitCode.CHECK_FAILED);
    assertThat(text(out)).containsPattern("(?m)^unknown: DAMAGED: .*train-labels");
  }

  @Test
  void verifyOfNothingSaysSo() {
    assertThat(run(new DataVerifyCommand(this::catalog))).isZero();
    assertThat(text(out)).isEqualTo("nothing to verify in " + data() + "\n");

    assertThat(run(new DataVerifyCommand(this::catalog), "drawn")).isZero();
    assertThat(text(out)).endsWith("drawn: drawn, nothing to verify\n");

    assertThat(run(new DataVerifyCommand(this::catalog), "small")).isEqualTo(ExitCode.CHECK_FAILED);
  }

  @Test
  void sheetShowsEverySampleMagnifiedAboveItsLabel() throws IOException {
    run(new DataFetchCommand(this::catalog), "small");
    Path file = folder.resolve("sheet.png");

    assertThat(
            run(
                new DataSheetCommand(this::catalog),
                "small",
                "--columns=2",
                "--rows=5",
                "--out=" + file))
        .isZero();

    assertThat(text(out)).endsWith(file + ": 3 samples of the train set, [1, 4, 4]\n");
    BufferedImage sheet = ImageIO.read(file.toFile());
    // Tiles of 4×4 pixels, each 16 wide; 2 columns and 2 rows of them, labels of 7 below, gaps of
    // 4.
    assertThat(sheet.getWidth()).isEqualTo(4 + 2 * (64 + 4));
    assertThat(sheet.getHeight()).isEqualTo(4 + 2 * (64 + 2 + 7 + 4));
    for (int sample = 0; sample < 3; sample++) {
      int left = 4 + sample % 2 * 68;
      int top = 4 + sample / 2 * 77;
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        int grey = sample * SIDE * SIDE + pixel;
        int x = left + pixel % SIDE * 16;
        int y = top + pixel / SIDE * 16;
        assertThat(sheet.getRGB(x, y) & 0xFFFFFF).isEqualTo(grey * 0x010101);
        assertThat(sheet.getRGB(x + 15, y + 15) & 0xFFFFFF).isEqualTo(grey * 0x010101);
      }
      assertThat(written(sheet, left, top + 66)).isEqualTo(drawn(sample + " " + NAMES[sample]));
    }
    // Nothing is where the fourth would be.
    assertThat(sheet.getRGB(4 + 68 + 30, 4 + 77 + 30) & 0xFFFFFF).isEqualTo(0xFFFFFF);
  }

  private static final String[] NAMES = {"round", "square", "a long name"};

  @Test
  void sheetIsTheSameEachTimeAndItsSeedPicksOthers() throws IOException {
    byte[] first = sheet("drawn", "--rows=2", "--columns=3");

    assertThat(sheet("drawn", "--rows=2", "--columns=3")).isEqualTo(first);
    byte[] picked = sheet("drawn", "--rows=2", "--columns=3", "--seed=5");
    assertThat(picked).isNotEqualTo(first);
    assertThat(sheet("drawn", "--rows=2", "--columns=3", "--seed=5")).isEqualTo(picked);
    assertThat(sheet("drawn", "--rows=2", "--columns=3", "--set=test")).isNotEqualTo(first);
  }

  @Test
  void sheetShowsColoursAsTheyAre() throws IOException {
    Files.writeString(
        folder.resolve("specs/datasets/scenes.yaml"),
        """
        id: scenes
        title: Scenes
        shape: [3, 227, 227]
        classes: 45
        source: {scenes: {seed: 1, train: 2, test: 2}}
        licence: none
        origin: here
        """);

    sheet("scenes", "--rows=1", "--columns=1");

    BufferedImage sheet = ImageIO.read(folder.resolve("sheet.png").toFile());
    assertThat(sheet.getWidth()).isEqualTo(4 + 227 + 4);
    int coloured = 0;
    for (int x = 4; x < 231; x++) {
      int rgb = sheet.getRGB(x, 100);
      coloured += (rgb >> 16 & 255) == (rgb & 255) ? 0 : 1;
    }
    assertThat(coloured).isGreaterThan(100);
  }

  @Test
  void sheetShowsSamplesAsARecipeVariesThemInEachEpoch() throws IOException {
    Files.createDirectories(folder.resolve("specs/suites"));
    Files.writeString(
        folder.resolve("specs/suites/varied.yaml"),
        """
        id: varied
        title: Varied
        dataset: drawn
        networks: [{network: conv3x3, as: crossed, recipe: {augmentation: {crop: {pad: 4}}}}]
        backends: all
        recipe: {optimizer: {sgd: {learning_rate: 0.1}}, batch: 1, epochs: 2}
        measure: {}
        """);
    Files.createDirectories(folder.resolve("specs/architectures"));
    Files.copy(
        Path.of("../../specs/architectures/conv3x3.yaml"),
        folder.resolve("specs/architectures/conv3x3.yaml"));
    String[] varied = {"drawn", "--rows=2", "--columns=3", "--suite=varied", "--network=crossed"};
    byte[] plain = sheet("drawn", "--rows=2", "--columns=3");
    byte[] first = sheet(varied);

    assertThat(first).isNotEqualTo(plain).isEqualTo(sheet(varied));
    assertThat(sheet(append(varied, "--epoch=2"))).isNotEqualTo(first);
    assertThat(sheet(append(varied, "--set=test")))
        .isEqualTo(sheet("drawn", "--rows=2", "--columns=3", "--set=test"));
    assertThat(run(new DataSheetCommand(this::catalog), append(varied, "--epoch=0")))
        .isEqualTo(ExitCode.REQUEST);
    assertThat(
            run(
                new DataSheetCommand(this::catalog),
                "drawn",
                "--suite=varied",
                "--network=conv3x3"))
        .isEqualTo(ExitCode.REQUEST);
    assertThat(text(err)).contains("--network: the suite 'varied' has no 'conv3x3' on 'drawn'");
  }

  private static String[] append(String[] arguments, String last) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = last;
    return all;
  }

  @Test
  void sheetRefusesWhatIsTooLarge() {
    assertThat(run(new DataSheetCommand(this::catalog), "drawn", "--rows=0"))
        .isEqualTo(ExitCode.REQUEST);
    assertThat(run(new DataSheetCommand(this::catalog), "drawn", "--rows=101"))
        .isEqualTo(ExitCode.REQUEST);
  }

  @Test
  void sheetOfWhatIsMissingSaysHowToFetchIt() {
    assertThat(run(new DataSheetCommand(this::catalog), "small")).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(text(err)).contains("'backbench data fetch small' brings what is missing");
  }

  @Test
  void theRootCommandHasThem() {
    assertThat(Main.commandLine().getSubcommands().get("data").getSubcommands())
        .containsOnlyKeys("list", "fetch", "verify", "sheet");
  }

  private byte[] sheet(String... arguments) throws IOException {
    Path file = folder.resolve("sheet.png");
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--out=" + file);
    assertThat(run(new DataSheetCommand(this::catalog), all.toArray(String[]::new)))
        .as(text(err))
        .isZero();
    return Files.readAllBytes(file);
  }

  /** Reads back which pixels below a tile are inked. */
  private static List<String> written(BufferedImage sheet, int left, int top) {
    List<String> dots = new ArrayList<>();
    for (int y = 0; y < Glyphs.HEIGHT; y++) {
      for (int x = 0; x < 64; x++) {
        if ((sheet.getRGB(left + x, top + y) & 0xFFFFFF) == 0) {
          dots.add(x + "," + y);
        }
      }
    }
    return dots;
  }

  private static List<String> drawn(String label) {
    List<String> dots = new ArrayList<>();
    for (int y = 0; y < Glyphs.HEIGHT; y++) {
      int row = y;
      List<Integer> inked = new ArrayList<>();
      Glyphs.load()
          .write(
              label,
              0,
              0,
              64,
              (x, at) -> {
                if (at == row) {
                  inked.add(x);
                }
              });
      inked.forEach(x -> dots.add(x + "," + row));
    }
    return dots;
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

  private static byte[] images(int count, int first) {
    ByteBuffer bytes = ByteBuffer.allocate(16 + count * SIDE * SIDE);
    bytes.putInt(0x0803).putInt(count).putInt(SIDE).putInt(SIDE);
    for (int value = first; bytes.hasRemaining(); value++) {
      bytes.put((byte) value);
    }
    return bytes.array();
  }

  private static byte[] labels(int count) {
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

  private int run(Object command, String... arguments) {
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

  private Catalog catalog() {
    return Catalog.of(folder.resolve("specs"));
  }

  private Path data() {
    return folder.resolve("data");
  }

  private static String text(StringWriter written) {
    return written.toString().replace(System.lineSeparator(), "\n");
  }
}

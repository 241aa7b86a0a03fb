package backbench.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.cli.output.ExitCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Tests the command that shows datasets. */
class DataSheetCommandTest extends DataCommandFixture {

  private static final String[] NAMES = {"round", "square", "a long name"};

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
    List<List<String>> labels = labels(sheet(append(varied, "--seed=5")));
    assertThat(labels).isNotEqualTo(labels(first));
    byte[] later = sheet(append(append(varied, "--seed=5"), "--epoch=2"));
    assertThat(later).isNotEqualTo(sheet(append(varied, "--seed=5")));
    assertThat(labels(later)).isEqualTo(labels);
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
    assertThat(text(err))
        .contains("--network: the suite 'varied' has no workload 'conv3x3' on 'drawn'");
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
    assertThat(text(err)).contains("'backbench data fetch small' downloads the missing files");
  }

  private static String[] append(String[] arguments, String last) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = last;
    return all;
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

  /** Reads back the labels of a sheet of two rows by three of digits, each 84 pixels wide. */
  private static List<List<String>> labels(byte[] png) throws IOException {
    BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(png));
    int tile = (sheet.getWidth() - 4) / 3;
    int line = (sheet.getHeight() - 4) / 2;
    List<List<String>> labels = new ArrayList<>();
    for (int place = 0; place < 6; place++) {
      int bottom = 4 + (place / 3 + 1) * line - 4 - Glyphs.HEIGHT;
      labels.add(written(sheet, 4 + place % 3 * tile, bottom, tile - 4));
    }
    return labels;
  }

  private static List<String> written(BufferedImage sheet, int left, int top) {
    return written(sheet, left, top, 64);
  }

  /** Reads back which pixels below a tile are inked. */
  private static List<String> written(BufferedImage sheet, int left, int top, int width) {
    List<String> dots = new ArrayList<>();
    for (int y = 0; y < Glyphs.HEIGHT; y++) {
      for (int x = 0; x < width; x++) {
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
}

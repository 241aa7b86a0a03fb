package backbench.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.data.DataSource;
import backbench.data.Dataset;
import backbench.data.Fit;
import backbench.data.Order;
import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.data.feed.BatchDigest;
import backbench.data.feed.Batches;
import backbench.data.image.Photographs;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFolderTest {

  /** The categories of the dataset caltech101-45, beside which its folder may hold others. */
  private static final String CALTECH =
      """
      accordion anchor ant barrel bass beaver binocular bonsai brain brontosaurus \
      buddha butterfly camera cannon car_side ceiling_fan cellphone chair chandelier \
      cougar_body cougar_face crab crayfish crocodile crocodile_head cup dalmatian \
      dollar_bill dolphin dragonfly electric_guitar elephant emu euphonium ewer ferry \
      flamingo flamingo_head garfield gerenuk gramophone grand_piano hawksbill \
      headphone hedgehog\
      """;

  private static final Shape SHAPE = Shape.image(3, 4, 6);
  private static final DataSource.Split TWO_AND_ONE = new DataSource.Split.Counts(2, 1);

  @TempDir private Path folder;

  /** Writes three categories of four images; image i of category c is of red 50·c + 10·i. */
  @BeforeEach
  void writeWholeFiles() {
    for (int category = 0; category < 3; category++) {
      for (int image = 0; image < 4; image++) {
        int red = 50 * category + 10 * image;
        Photographs.write(image(category, image), Photographs.png(5, 7, red << 16));
      }
    }
  }

  private Path image(int category, int image) {
    return folder.resolve("abc".charAt(category) + "/image_" + image + ".png");
  }

  private DataSource.ImageFolder source(DataSource.Split split) {
    return new DataSource.ImageFolder(
        folder.toString(), SHAPE, 3, DataSource.Chosen.ALL, Fit.STRETCH, 1, split);
  }

  private static int red(Samples samples, int index) {
    float[] pixels = new float[SHAPE.size()];
    samples.copyPixels(index, Scaling.IDENTITY, pixels, 0);
    assertThat(pixels[SHAPE.size() - 1]).isZero();
    return (int) pixels[0];
  }

  private static List<Integer> reds(Samples samples) {
    return IntStream.range(0, samples.size()).mapToObj(i -> red(samples, i)).toList();
  }

  @Test
  void categoriesInTheOrderOfTheirNamesTakeTurns() {
    Dataset dataset = Datasets.open(source(TWO_AND_ONE));
    assertThat(dataset.train().shape()).isEqualTo(SHAPE);
    assertThat(dataset.train().size()).isEqualTo(6);
    assertThat(dataset.test().size()).isEqualTo(3);
    for (int i = 0; i < 6; i++) {
      assertThat(dataset.train().label(i)).isEqualTo(i % 3);
      assertThat(red(dataset.train(), i) / 50).isEqualTo(i % 3);
    }
    List<Integer> all = new ArrayList<>(reds(dataset.train()));
    all.addAll(reds(dataset.test()));
    assertThat(all).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"0.25, 9, 3", "0.5, 6, 6", "0.9, 3, 9"})
  void aShareTakesEveryImage(double share, int train, int test) {
    Dataset dataset = Datasets.open(source(new DataSource.Split.Share(share)));
    assertThat(dataset.train().size()).isEqualTo(train);
    assertThat(dataset.test().size()).isEqualTo(test);
  }

  @Test
  void theSplitDependsOnTheSeed() {
    List<List<Integer>> splits = new ArrayList<>();
    for (long seed = 0; seed < 10; seed++) {
      DataSource source =
          new DataSource.ImageFolder(
              folder.toString(), SHAPE, 3, DataSource.Chosen.ALL, Fit.STRETCH, seed, TWO_AND_ONE);
      splits.add(reds(Datasets.open(source).train()));
      assertThat(reds(Datasets.open(source).train())).isEqualTo(splits.get((int) seed));
    }
    assertThat(splits.stream().distinct()).hasSizeGreaterThan(7);
  }

  @Test
  void straysArePassedOver() {
    String digest = Datasets.open(source(TWO_AND_ONE)).digest();
    Photographs.write(folder.resolve("a/RENAME2"), new byte[] {1});
    Photographs.write(folder.resolve("a/.hidden.png"), new byte[] {1});
    Photographs.write(folder.resolve(".cache/image.png"), new byte[] {1});
    Photographs.write(folder.resolve("b/greg/image.png"), new byte[] {1});
    Photographs.write(folder.resolve("readme.txt"), new byte[] {1});
    assertThat(Datasets.open(source(TWO_AND_ONE)).digest()).isEqualTo(digest);
  }

  @Test
  void whatIsKeptAndWhatIsStreamedIsTheSame() {
    Dataset kept = ImageFolderReader.read(source(TWO_AND_ONE), Long.MAX_VALUE);
    kept.train().prepare();
    for (long bytes : new long[] {0, SHAPE.size() - 1, 4L * SHAPE.size()}) {
      Dataset streamed = ImageFolderReader.read(source(TWO_AND_ONE), bytes);
      streamed.train().prepare();
      assertThat(streamed.digest()).isEqualTo(kept.digest());
      for (int turn = 0; turn < 2; turn++) {
        assertThat(reds(streamed.train())).isEqualTo(reds(kept.train()));
        assertThat(seen(streamed)).isEqualTo(seen(kept));
      }
    }
  }

  private static String seen(Dataset dataset) {
    BatchDigest digest = new BatchDigest();
    new Batches(dataset.train(), Scaling.UNIT, 4, new Order.Shuffled(1))
        .epoch(0, digest)
        .forEachRemaining(batch -> {});
    return digest.hex();
  }

  @Test
  void theDigestCoversNamesFilesSplitAndResizing() throws IOException {
    String digest = Datasets.open(source(TWO_AND_ONE)).digest();
    List<String> digests = new ArrayList<>(List.of(digest));
    digests.add(
        Datasets.open(
                new DataSource.ImageFolder(
                    folder.toString(), SHAPE, 3, DataSource.Chosen.ALL, Fit.CROP, 1, TWO_AND_ONE))
            .digest());
    digests.add(Datasets.open(source(new DataSource.Split.Counts(1, 2))).digest());
    for (int image = 0; image < 4; image++) {
      byte[] bytes = Files.readAllBytes(image(1, image));
      Photographs.write(image(1, image), Photographs.png(5, 7, 0xFFFFFF));
      String changed = Datasets.open(source(new DataSource.Split.Share(0.25))).digest();
      Photographs.write(image(1, image), bytes);
      digests.add(changed);
    }
    Files.move(image(2, 0), folder.resolve("c/image_0.PNG"));
    digests.add(Datasets.open(source(new DataSource.Split.Share(0.25))).digest());
    assertThat(digests).doesNotHaveDuplicates();
  }

  @Test
  void theBatchDigestCoversTheDecodedPixels() throws Exception {
    Dataset dataset = Datasets.open(source(TWO_AND_ONE));
    byte[] raw = new byte[SHAPE.size()];
    Arrays.fill(raw, 0, 24, (byte) red(dataset.train(), 0));
    byte[] copied = new byte[SHAPE.size()];
    dataset.train().copyRaw(0, copied, 0);
    assertThat(copied).isEqualTo(raw);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    dataset.train().digestPixels(0, 1, digest);
    MessageDigest expected = MessageDigest.getInstance("SHA-256");
    expected.update(MessageDigest.getInstance("SHA-256").digest(raw));
    assertThat(digest.digest()).isEqualTo(expected.digest());
  }

  @Test
  void aFileThatChangesBetweenEpochsIsNoticed() {
    Dataset dataset = ImageFolderReader.read(source(TWO_AND_ONE), 0);
    reds(dataset.train());
    for (int image = 0; image < 4; image++) {
      Photographs.write(image(0, image), Photographs.png(5, 7, 0xFFFFFF));
    }
    assertThatThrownBy(() -> reds(dataset.train()))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContainingAll("the file has changed since it was opened", "image_");
  }

  @Test
  void anotherNumberOfCategoriesIsRefused() {
    DataSource four =
        new DataSource.ImageFolder(
            folder.toString(), SHAPE, 4, DataSource.Chosen.ALL, Fit.CROP, 1, TWO_AND_ONE);
    Refusals.assertInvalid(four, folder.toString(), "3 categories", "expected 4");
  }

  @Test
  void namedCategoriesCountInTheirOrderAndOthersArePassedOver() {
    Dataset dataset = Datasets.open(chosen(List.of("c", "a"), 3));

    assertThat(dataset.train().size()).isEqualTo(4);
    assertThat(dataset.test().size()).isEqualTo(2);
    for (int i = 0; i < 4; i++) {
      // Category c, whose reds are from 100 on, is class 0; a is class 1.
      assertThat(red(dataset.train(), i) / 50).isEqualTo(i % 2 == 0 ? 2 : 0);
    }
  }

  @Test
  void onlyTheFirstFilesOfACategoryCount() {
    Dataset dataset = Datasets.open(chosen(List.of("c", "a"), 3));

    List<Integer> all = new ArrayList<>(reds(dataset.train()));
    all.addAll(reds(dataset.test()));
    assertThat(all).containsExactlyInAnyOrder(100, 110, 120, 0, 10, 20);
  }

  @Test
  void whatIsPassedOverMayLeadAnywhere(@TempDir Path outside) throws IOException {
    Files.move(folder.resolve("b"), outside.resolve("b"));
    Files.createSymbolicLink(folder.resolve("b"), outside.resolve("b"));

    assertThat(Datasets.open(chosen(List.of("c", "a"), 3)).train().size()).isEqualTo(4);
  }

  @Test
  void aNamedCategoryThatIsMissingIsRefused() {
    Refusals.assertInvalid(
        chosen(List.of("c", "ant"), 3), folder.toString(), "no folder 'ant'", "missing: 1");
  }

  private DataSource.ImageFolder chosen(List<String> categories, int first) {
    return new DataSource.ImageFolder(
        folder.toString(),
        SHAPE,
        categories.size(),
        new DataSource.Chosen(categories, first),
        Fit.STRETCH,
        1,
        TWO_AND_ONE);
  }

  @Test
  void tooFewImagesAreRefused() {
    Refusals.assertInvalid(
        source(new DataSource.Split.Counts(3, 2)), folder.resolve("a").toString(), "4 images");
    Refusals.assertInvalid(
        source(new DataSource.Split.Share(0.1)), "no image is left for the test set");
  }

  @Test
  void anEmptyCategoryIsRefused() throws IOException {
    for (int image = 0; image < 4; image++) {
      Files.delete(image(1, image));
    }
    Refusals.assertInvalid(
        source(new DataSource.Split.Share(0.5)), folder.resolve("b").toString(), "no images");
  }

  @Test
  void aMissingFolderIsReported() throws IOException {
    DataSource none =
        new DataSource.ImageFolder(
            folder.resolve("none").toString(),
            SHAPE,
            3,
            DataSource.Chosen.ALL,
            Fit.CROP,
            1,
            TWO_AND_ONE);
    Refusals.assertRefused(ErrorCode.IO, none, "no such folder", "none");
  }

  @Test
  void aLinkOutOfTheFolderIsRefused(@TempDir Path outside) throws IOException {
    Files.move(image(1, 2), outside.resolve("image.png"));
    Files.createSymbolicLink(image(1, 2), outside.resolve("image.png"));
    Refusals.assertInvalid(source(TWO_AND_ONE), image(1, 2).toString(), "a link to");
  }

  @Test
  void aCategoryThatIsALinkOutOfTheFolderIsRefused(@TempDir Path outside) throws IOException {
    Files.move(folder.resolve("b"), outside.resolve("b"));
    Files.createSymbolicLink(folder.resolve("b"), outside.resolve("b"));
    Refusals.assertInvalid(source(TWO_AND_ONE), folder.resolve("b").toString(), "a link");
  }

  @Test
  void aTruncatedImageIsRefusedOnceItIsDecoded() throws IOException {
    byte[] whole = Photographs.jpeg(300, 200, 0x336699);
    for (int image = 0; image < 4; image++) {
      Photographs.write(image(2, image), Photographs.cut(whole, 0.8));
    }
    Refusals.assertInvalid(
        source(TWO_AND_ONE), folder.resolve("c").toString(), "undecodable image");
  }

  @Test
  void anImageBombIsRefusedWhenItIsOpened() {
    byte[] bomb = Photographs.pngOfStatedSize(Photographs.png(4, 4, 0), 60_000, 60_000);
    for (int image = 0; image < 4; image++) {
      Photographs.write(image(2, image), bomb);
    }
    assertThatThrownBy(() -> Datasets.check(source(TWO_AND_ONE)))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContainingAll("60000 × 60000", folder.resolve("c").toString());
  }

  @Test
  void aNameThatTheLocaleCannotSpellIsRefused() {
    ImageFolderReader.requireSpelled(folder, "étoile");
    assertThatThrownBy(() -> ImageFolderReader.requireSpelled(folder, "\uFFFDtoile"))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContainingAll(folder.toString(), "LC_ALL=C.UTF-8");
  }

  @Test
  void theRealPhotographsAreDecoded() {
    Path real = RealData.folder("caltech101");
    Shape shape = Shape.image(3, 227, 227);
    Dataset dataset =
        Datasets.open(
            new DataSource.ImageFolder(
                real.toString(),
                shape,
                45,
                new DataSource.Chosen(List.of(CALTECH.split(" ")), 12),
                Fit.STRETCH,
                1,
                new DataSource.Split.Counts(9, 3)));
    dataset.train().prepare();
    dataset.test().prepare();
    assertThat(dataset.train().size()).isEqualTo(405);
    assertThat(dataset.test().size()).isEqualTo(135);
    int grey = 0;
    float[] pixels = new float[shape.size()];
    for (Samples samples : List.of(dataset.train(), dataset.test())) {
      for (int i = 0; i < samples.size(); i++) {
        samples.copyPixels(i, Scaling.UNIT, pixels, 0);
        boolean equal = true;
        for (int p = 0; p < 227 * 227; p++) {
          equal &= pixels[p] == pixels[p + 227 * 227] && pixels[p] == pixels[p + 2 * 227 * 227];
        }
        grey += equal ? 1 : 0;
      }
    }
    assertThat(grey).isGreaterThanOrEqualTo(39);
  }
}

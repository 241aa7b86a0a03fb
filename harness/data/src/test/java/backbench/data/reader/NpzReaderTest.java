package backbench.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import backbench.data.DataSource;
import backbench.data.Dataset;
import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzReaderTest {

  private static final double[] THREE = {0, .1, .2, .3, .4, .5, .6, .7, .8, .9, 1, .25};

  @TempDir private Path folder;
  private final Map<String, byte[]> arrays = new LinkedHashMap<>();
  private boolean deflated = true;

  /** Fills an archive of three training, one validation and one test image of 2 × 2. */
  @BeforeEach
  void fillAnArchive() {
    arrays.put("x", NpzFiles.array("<f4", "3, 4", THREE));
    arrays.put("y", NpzFiles.array("<i4", "3, 1", 2, 0, 1));
    arrays.put("vx", NpzFiles.array("<f4", "1, 4", .5, .5, .5, .5));
    arrays.put("vy", NpzFiles.array("<i4", "1, 1", 1));
    arrays.put("tx", NpzFiles.array("<f4", "1, 4", 1, 1, 0, 0));
    arrays.put("ty", NpzFiles.array("<i4", "1, 1", 2));
  }

  private DataSource.Npz source() {
    return source(1);
  }

  private DataSource.Npz source(double range) {
    return source(range, Shape.image(1, 2, 2));
  }

  private DataSource.Npz source(double range, Shape shape) {
    Path file = folder.resolve("set.npz");
    NpzFiles.write(file, deflated, arrays);
    return new DataSource.Npz(
        file.toString(),
        shape,
        3,
        range,
        new DataSource.Arrays("x", "y"),
        Optional.of(new DataSource.Arrays("vx", "vy")),
        new DataSource.Arrays("tx", "ty"));
  }

  private static float[] image(Samples samples, int index, Scaling scaling) {
    float[] pixels = new float[samples.shape().size()];
    samples.copyPixels(index, scaling, pixels, 0);
    return pixels;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void storedAndDeflatedArraysAreRead(boolean deflate) {
    deflated = deflate;
    Dataset dataset = Datasets.open(source());
    assertThat(dataset.train().size()).isEqualTo(4);
    assertThat(dataset.test().size()).isEqualTo(1);
    assertThat(image(dataset.train(), 0, Scaling.UNIT)).containsExactly(0, .1f, .2f, .3f);
    assertThat(image(dataset.train(), 3, Scaling.UNIT)).containsExactly(.5f, .5f, .5f, .5f);
    assertThat(image(dataset.test(), 0, Scaling.IDENTITY)).containsExactly(255, 255, 0, 0);
    assertThat(dataset.train().label(0)).isEqualTo(2);
    assertThat(dataset.train().label(3)).isEqualTo(1);
    assertThat(dataset.test().label(0)).isEqualTo(2);
    assertThat(dataset.train().slice(3, 4).label(0)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<f4", "<f8", ">f4", ">f8", "|u1", "<i4", "<i8", ">i4", ">i8"})
  void everyTypeGivesTheSameValues(String type) {
    double[] values = {0, 1, 2, 3, 10, 20, 30, 40, 255, 254, 253, 252};
    arrays.put("x", NpzFiles.array(type, "3, 4", values));
    arrays.put("y", NpzFiles.array(type, "3", 2, 0, 1));
    arrays.put("vx", NpzFiles.array("|u1", "1, 4", 9, 9, 9, 9));
    Samples train = Datasets.open(source(255)).train();
    assertThat(image(train, 1, Scaling.IDENTITY)).containsExactly(10, 20, 30, 40);
    assertThat(image(train, 2, Scaling.CENTERED))
        .containsExactly(
            .5f,
            (float) (254 / 255.0 - .5),
            (float) (253 / 255.0 - .5),
            (float) (252 / 255.0 - .5));
    assertThat(train.label(0)).isEqualTo(2);
    assertThat(train.label(2)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3, 4", "3, 2, 2", "3, 1, 2, 2", "3, 2, 2, 1", "3,4"})
  void greyImagesMayHaveAnyOfTheseShapes(String shape) {
    arrays.put("x", NpzFiles.array("<f4", shape, THREE));
    assertThat(image(Datasets.open(source()).train(), 1, Scaling.UNIT))
        .containsExactly(.4f, .5f, .6f, .7f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "3, 2, 1, 2", "2, 6", "3, 2, 2, 1, 1", "12, 1"})
  void otherShapesAreRefused(String shape) {
    arrays.put("x", NpzFiles.array("<f4", shape, THREE));
    Refusals.assertInvalid(source(), "set.npz: array x", "shape");
  }

  @Test
  void channelsComeFirst() {
    arrays.put("x", NpzFiles.array("<f4", "1, 2, 2, 3", THREE));
    Refusals.assertInvalid(source(1, Shape.image(3, 2, 2)), "array x", "1 × 2 × 2 × 3");
  }

  @Test
  void labelsMayBeOneOfEachRow() {
    arrays.put("y", NpzFiles.array("<f4", "3, 3", 0, 0, 1, 1, 0, 0, 0, 1, 0));
    Samples train = Datasets.open(source()).train();
    assertThat(new int[] {train.label(0), train.label(1), train.label(2)}).containsExactly(2, 0, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "'0, 0, 1, 1, 0, 0, 0, 0, 0', 0 ones in the row of image 2",
    "'0, 0, 1, 1, 0, 1, 0, 1, 0', 2 ones in the row of image 1",
    "'0, 0, 1, 1, 0, 0.5, 0, 1, 0', value 0.5 in the row of image 1"
  })
  void rowsWithoutASingleOneAreRefused(String values, String found) {
    double[] row = Arrays.stream(values.split(",")).mapToDouble(Double::parseDouble).toArray();
    arrays.put("y", NpzFiles.array("<f8", "3, 3", row));
    Refusals.assertInvalid(source(), "set.npz: array y", found);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 3, 1.5, 1e10, Double.NaN})
  void aLabelOutOfRangeIsReportedWithItsPlace(double label) {
    arrays.put("y", NpzFiles.array("<f8", "3", 0, label, 0));
    Refusals.assertInvalid(source(), "array y", "label " + label + " of image 1", "0 to 2");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void aValueOutOfRangeIsReportedWithItsPlace(double value) {
    double[] values = THREE.clone();
    values[9] = value;
    arrays.put("x", NpzFiles.array("<f8", "3, 4", values));
    Refusals.assertInvalid(source(), "array x: value " + value, "in image 2, at 1", "0 to 1.0");
  }

  @Test
  void asManyLabelsAsImagesAreNeeded() {
    arrays.put("y", NpzFiles.array("<i4", "2", 0, 1));
    Refusals.assertInvalid(source(), "array y", "the shape 2", "3 labels");
  }

  @Test
  void theOrderOfFortranIsRefused() {
    arrays.put("x", NpzFiles.array("<f4", "True", "3, 4", THREE));
    Refusals.assertInvalid(source(), "array x", "Fortran", "numpy.ascontiguousarray");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<c8", "<f2", "|S4", "|O", "<U3", "=f4", "f4", "|b1"})
  void otherTypesAreRefused(String type) {
    String header = "{'descr': '%s', 'fortran_order': False, 'shape': (3, 4), }".formatted(type);
    arrays.put("x", NpzFiles.header(1, header));
    Refusals.assertInvalid(source(), "array x", type, "float32, float64");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), 'more': 1}",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (3, 4)}",
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (3, 4)}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (3, 4)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': [3, 4]}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3*1, 4)}",
        "{'descr': '<f4', 'fortran_order': False}",
        "{'fortran_order': False, 'shape': (3, 4)}",
        "{'descr': '<f4', 'shape': (3, 4)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': ()}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 4)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-3, 4)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999, 9999999999)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 4)}",
        "__import__('os').system('true')",
        "",
      })
  void whatIsNoHeaderOfNumPyIsRefused(String dictionary) {
    arrays.put("x", NpzFiles.header(1, dictionary));
    Refusals.assertInvalid(source(), "set.npz: array x");
  }

  @Test
  void aHeaderOfCountlessDimensionsIsRefused() {
    String dims = "1, ".repeat(20_000);
    whatIsNoHeaderOfNumPyIsRefused(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (" + dims + ")}");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theHeaderOfEachVersionIsReadInAnyOrderOfItsKeys(int version) {
    String header = "{'shape': (3, 4), 'fortran_order': False, 'descr': '<f4'}";
    byte[] whole = arrays.get("x");
    byte[] data = Arrays.copyOfRange(whole, whole.length - 48, whole.length);
    arrays.put("x", NpzFiles.concatenated(NpzFiles.header(version, header), data));
    assertThat(image(Datasets.open(source()).train(), 2, Scaling.UNIT))
        .containsExactly(.8f, .9f, 1f, .25f);
  }

  @Test
  void anotherVersionOrMagicNumberIsRefused() {
    byte[] array = arrays.get("x");
    for (int at = 0; at < 8; at++) {
      byte[] changed = array.clone();
      changed[at] ^= 0x40;
      arrays.put("x", changed);
      Refusals.assertInvalid(source(), "set.npz: array x");
    }
  }

  @Test
  void everyTruncationOfAnArrayIsRefused() {
    byte[] array = arrays.get("x");
    for (int length = 0; length < array.length; length++) {
      arrays.put("x", Arrays.copyOf(array, length));
      Refusals.assertInvalid(source(), "set.npz: array x");
    }
    arrays.put("x", Arrays.copyOf(array, array.length + 1));
    Refusals.assertInvalid(source(), "set.npz: array x");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTruncatedFileIsRefused(boolean deflate) throws IOException {
    deflated = deflate;
    DataSource.Npz source = source();
    Path file = Path.of(source.file());
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 9) {
      IdxFiles.write(file, Arrays.copyOf(whole, length));
      Refusals.assertInvalid(source, "set.npz");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noChangeOfAByteGoesUnnoticedOrFailsOtherwise(boolean deflate) throws IOException {
    deflated = deflate;
    DataSource.Npz source = source();
    Path file = Path.of(source.file());
    byte[] whole = Files.readAllBytes(file);
    String digest = Datasets.open(source).digest();
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x10;
      IdxFiles.write(file, changed);
      try {
        // Names, times and attributes may change, values may not.
        assertThat(Datasets.open(source).digest()).as("byte %d", at).isEqualTo(digest);
      } catch (BackbenchException e) {
        assertThat(e.code()).as("byte %d", at).isEqualTo(ErrorCode.INVALID_DATA);
        assertThat(e).hasMessageContaining("set.npz");
      }
    }
  }

  @Test
  void aSizeThatTheFileCannotHoldIsRefusedBeforeMemoryIsTaken() {
    String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (268435456, 1), }";
    arrays.put("x", NpzFiles.header(1, header));
    BackbenchException error =
        catchThrowableOfType(
            BackbenchException.class, () -> Datasets.open(source(1, Shape.image(1, 1, 1))));
    assertThat(error).hasMessageContainingAll("array x", "268435456 × 1 values");
  }

  @Test
  void aStatedSizeThatIsALieIsRefused() throws IOException {
    DataSource.Npz source = source();
    Path file = Path.of(source.file());
    byte[] bytes = Files.readAllBytes(file);
    int at = centralEntry(bytes, "x.npy");
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at + 24, 1 << 30);
    IdxFiles.write(file, bytes);
    Refusals.assertInvalid(source, "array x", "an entry of 1073741824 bytes");
  }

  /** Finds the central directory's record of an entry. */
  private static int centralEntry(byte[] zip, String name) {
    String text = new String(zip, StandardCharsets.ISO_8859_1);
    for (int at = text.indexOf("PK\u0001\u0002");
        at >= 0;
        at = text.indexOf("PK\u0001\u0002", at + 1)) {
      if (text.startsWith(name, at + 46)) {
        return at;
      }
    }
    throw new IllegalArgumentException(name);
  }

  @Test
  void anArrayThatIsMissingIsReportedWithThoseThatAreThere() {
    arrays.remove("vx");
    Refusals.assertInvalid(source(), "set.npz", "no array vx", "one of x, y, vy, tx, ty");
  }

  @Test
  void whatIsNoArchiveIsRefused() {
    DataSource.Npz source = source();
    IdxFiles.write(Path.of(source.file()), new byte[1000]);
    Refusals.assertInvalid(source, "set.npz: not a zip archive");
  }

  @Test
  void everyChangedValueOrLabelChangesTheDigest() {
    String digest = Datasets.open(source()).digest();
    for (int at = 0; at < THREE.length; at++) {
      double[] values = THREE.clone();
      values[at] = .33;
      arrays.put("x", NpzFiles.array("<f4", "3, 4", values));
      assertThat(Datasets.open(source()).digest()).isNotEqualTo(digest);
    }
    arrays.put("x", NpzFiles.array("<f4", "3, 4", THREE));
    assertThat(Datasets.open(source(2)).digest()).isNotEqualTo(digest);
  }

  @Test
  void theRealSampleIsRead() {
    Path real = RealData.folder("cluttered-mnist");
    Dataset dataset =
        Datasets.open(
            new DataSource.Npz(
                real.resolve("mnist_sequence1_sample_5distortions5x5.npz").toString(),
                Shape.image(1, 40, 40),
                10,
                1,
                new DataSource.Arrays("X_train", "y_train"),
                Optional.of(new DataSource.Arrays("X_valid", "y_valid")),
                new DataSource.Arrays("X_test", "y_test")));
    assertThat(dataset.train().size()).isEqualTo(11_000);
    assertThat(dataset.test().size()).isEqualTo(1_000);
    // As NumPy reads them.
    assertThat(dataset.train().label(0)).isEqualTo(9);
    assertThat(dataset.train().label(4)).isEqualTo(5);
    assertThat(dataset.train().label(10_000)).isEqualTo(4);
    assertThat(dataset.train().label(10_002)).isEqualTo(9);
    assertThat(dataset.test().label(4)).isEqualTo(6);
    float most = 0;
    for (float pixel : image(dataset.train(), 0, Scaling.UNIT)) {
      most = Math.max(most, pixel);
    }
    assertThat(most).isGreaterThan(.9f).isLessThanOrEqualTo(1f);
  }
}

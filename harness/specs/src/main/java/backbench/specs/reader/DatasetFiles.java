package backbench.specs.reader;

import backbench.data.DataSource;
import backbench.data.Fit;
import backbench.graph.Shape;
import backbench.specs.DatasetSource;
import backbench.specs.yaml.YamlFields;
import backbench.specs.yaml.YamlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the descriptions of sources that lie in files; no file is opened. */
final class DatasetFiles {

  static final String IDX = "idx";
  static final String CIFAR10_BINARY = "cifar10_binary";
  static final String CLUTTERED_IDX = "cluttered_idx";
  static final String IMAGE_FOLDER = "image_folder";
  static final String NPZ = "npz";

  static final List<String> IDX_KEYS =
      List.of("folder", "train_images", "train_labels", "test_images", "test_labels");
  static final List<String> CLUTTERED_KEYS =
      Stream.concat(IDX_KEYS.stream(), Stream.of("held_out", "seed", "train", "validation", "test"))
          .toList();
  static final List<String> CIFAR_KEYS = List.of("folder", "train", "test");
  static final List<String> IMAGE_KEYS =
      List.of("folder", "categories", "first", "resize", "split");
  static final List<String> RESIZE_KEYS = List.of("fit");
  static final List<String> SPLIT_KEYS = List.of("seed", "train", "test", "test_share");
  static final List<String> NPZ_KEYS =
      List.of("folder", "file", "range", "train", "validation", "test");
  static final List<String> ARRAY_KEYS = List.of("images", "labels");
  static final Map<String, Fit> FITS =
      new TreeMap<>(Map.of("stretch", Fit.STRETCH, "crop", Fit.CROP));

  /** Lists the sources, and what reads each. */
  static final Map<String, Function<YamlValue, DatasetSource>> READERS = readers();

  /** The most files of a set. */
  static final int MOST_FILES = 100;

  /** Names that stay where they are: no separators, no drive letters, no dots in front. */
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

  /** Names of folders as published sets have them. */
  private static final Pattern CATEGORY =
      Pattern.compile("[^.,/\\\\:\\p{Cntrl}][^,/\\\\:\\p{Cntrl}]{0,127}");

  private static final int DEEPEST_FOLDER = 8;

  private DatasetFiles() {}

  private static Map<String, Function<YamlValue, DatasetSource>> readers() {
    Map<String, Function<YamlValue, DatasetSource>> readers = new LinkedHashMap<>();
    readers.put(IDX, value -> idx(value.fields("an idx source", IDX_KEYS)));
    readers.put(CIFAR10_BINARY, DatasetFiles::cifar);
    readers.put(CLUTTERED_IDX, DatasetFiles::cluttered);
    readers.put(IMAGE_FOLDER, DatasetFiles::images);
    readers.put(NPZ, DatasetFiles::npz);
    return readers;
  }

  /** Reads a source of one of the {@link #READERS}. */
  static DatasetSource read(String key, YamlValue value) {
    return Objects.requireNonNull(READERS.get(key), "keys are checked").apply(value);
  }

  /** Refuses a shape, or a number of classes, that a source cannot have. */
  static void requireFit(DatasetSource source, YamlValue place, Shape shape, int classes) {
    if (source instanceof DatasetSource.CifarBinary
        && !(shape.equals(DataSource.CifarBinary.SHAPE)
            && classes == DataSource.CifarBinary.CLASSES)) {
      throw place.error(
          "%s holds %s in %d classes; expected this shape and this number of classes"
              .formatted(
                  CIFAR10_BINARY, DataSource.CifarBinary.SHAPE, DataSource.CifarBinary.CLASSES));
    }
    if (source instanceof DatasetSource.Cluttered && !shape.equals(DataSource.Cluttered.SHAPE)) {
      throw place.error(
          "%s makes %s; expected this shape".formatted(CLUTTERED_IDX, DataSource.Cluttered.SHAPE));
    }
    if (source instanceof DatasetSource.Idx && shape.channels() != 1) {
      throw place.error(IDX + " holds images of one channel; expected [1, height, width]");
    }
    boolean colours = shape.channels() == 1 || shape.channels() == 3;
    if (source instanceof DatasetSource.ImageFolder
        && !(colours && shape.size() <= DataSource.ImageFolder.MOST_VALUES)) {
      throw place.error(
          "an image_folder source needs [1 or 3, height, width] of at most %d values; expected such a shape"
              .formatted(DataSource.ImageFolder.MOST_VALUES));
    }
  }

  /** Returns the categories that a folder of images names; none of any other source. */
  static List<String> categories(DatasetSource source) {
    return source instanceof DatasetSource.ImageFolder images
        ? images.chosen().categories()
        : List.of();
  }

  private static DatasetSource.Idx idx(YamlFields idx) {
    return new DatasetSource.Idx(
        folder(idx.required("folder")),
        fileName(idx.required("train_images")),
        fileName(idx.required("train_labels")),
        fileName(idx.required("test_images")),
        fileName(idx.required("test_labels")));
  }

  private static DatasetSource cluttered(YamlValue value) {
    YamlFields fields = value.fields("a " + CLUTTERED_IDX + " source", CLUTTERED_KEYS);
    int most = DataSource.Cluttered.MOST_SAMPLES;
    int train = fields.required("train").integer(1, most);
    YamlValue validation = fields.required("validation");
    int held = validation.integer(1, most);
    if (train + held > most) {
      throw validation.error(
          "%d samples together with train; expected at most %d".formatted(train + held, most));
    }
    return new DatasetSource.Cluttered(
        idx(fields),
        fields.required("held_out").integer(1, most),
        fields.required("seed").whole(Long.MIN_VALUE, Long.MAX_VALUE),
        train,
        held,
        fields.required("test").integer(1, most));
  }

  private static DatasetSource cifar(YamlValue value) {
    YamlFields fields = value.fields("a " + CIFAR10_BINARY + " source", CIFAR_KEYS);
    Set<String> seen = new HashSet<>();
    return new DatasetSource.CifarBinary(
        folder(fields.required("folder")),
        fileNames(fields.required("train"), seen),
        fileNames(fields.required("test"), seen));
  }

  private static DatasetSource images(YamlValue value) {
    YamlFields fields = value.fields("an " + IMAGE_FOLDER + " source", IMAGE_KEYS);
    YamlFields resize = fields.required("resize").fields("a rule for resizing", RESIZE_KEYS);
    YamlValue place = fields.required("split");
    YamlFields split = place.fields("a split", SPLIT_KEYS);
    return new DatasetSource.ImageFolder(
        folder(fields.required("folder")),
        new DataSource.Chosen(
            fields.optional("categories").map(DatasetFiles::categories).orElse(List.of()),
            fields
                .optional("first")
                .map(first -> first.integer(1, DataSource.ImageFolder.MOST_IMAGES))
                .orElse(DataSource.Chosen.ALL.first())),
        resize.required("fit").choice(FITS),
        split.required("seed").whole(Long.MIN_VALUE, Long.MAX_VALUE),
        split(place, split));
  }

  private static List<String> categories(YamlValue value) {
    List<String> names = new ArrayList<>();
    for (YamlValue item : value.items(2, DataSource.MAX_CLASSES)) {
      String name = item.text();
      if (!CATEGORY.matcher(name).matches()) {
        throw item.expected("a folder name without separators, commas or a leading dot");
      }
      if (names.contains(name)) {
        throw item.error("'%s' a second time; expected each category once".formatted(name));
      }
      names.add(name);
    }
    return names;
  }

  private static DataSource.Split split(YamlValue place, YamlFields split) {
    Optional<YamlValue> share = split.optional("test_share");
    boolean counted = split.optional("train").isPresent() || split.optional("test").isPresent();
    if (share.isPresent() == counted) {
      throw place.expected("either train and test, or test_share");
    }
    return share
        .<DataSource.Split>map(
            value ->
                new DataSource.Split.Share(
                    value.number("a number above 0 and below 1", test -> test > 0 && test < 1)))
        .orElseGet(
            () ->
                new DataSource.Split.Counts(
                    split.required("train").integer(1, DataSource.ImageFolder.MOST_IMAGES),
                    split.required("test").integer(1, DataSource.ImageFolder.MOST_IMAGES)));
  }

  private static DatasetSource npz(YamlValue value) {
    YamlFields fields = value.fields("an " + NPZ + " source", NPZ_KEYS);
    return new DatasetSource.Npz(
        folder(fields.required("folder")),
        fileName(fields.required("file")),
        fields.required("range").number("a number above 0", range -> range > 0),
        arrays(fields.required("train")),
        fields.optional("validation").map(DatasetFiles::arrays),
        arrays(fields.required("test")));
  }

  private static DataSource.Arrays arrays(YamlValue value) {
    YamlFields arrays = value.fields("a set of arrays", ARRAY_KEYS);
    return new DataSource.Arrays(
        fileName(arrays.required("images")), fileName(arrays.required("labels")));
  }

  private static List<String> fileNames(YamlValue value, Set<String> seen) {
    List<String> names = new ArrayList<>();
    for (YamlValue item : value.items(1, MOST_FILES)) {
      String name = fileName(item);
      if (!seen.add(name)) {
        throw item.error("'%s' a second time; expected each file once".formatted(name));
      }
      names.add(name);
    }
    return names;
  }

  private static String folder(YamlValue value) {
    String text = value.text();
    String[] parts = text.split("/", -1);
    boolean inside = parts.length <= DEEPEST_FOLDER;
    for (String part : parts) {
      inside &= FILE_NAME.matcher(part).matches();
    }
    if (!inside) {
      throw value.expected("a folder inside the data folder, like 'mnist' or 'digits/mnist'");
    }
    return text;
  }

  private static String fileName(YamlValue value) {
    String text = value.text();
    if (!FILE_NAME.matcher(text).matches()) {
      throw value.expected("a file name without a folder");
    }
    return text;
  }
}

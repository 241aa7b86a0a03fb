package backbench.data.reader;

import backbench.data.DataErrors;
import backbench.data.DataSource;
import backbench.data.Dataset;
import backbench.data.Samples;
import backbench.data.image.ImageFiles;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.random.PinnedRandom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the images of a folder of categories, and splits them.
 *
 * <p>Names that start with a dot, and files in a category that do not end in {@code .jpg}, {@code
 * .jpeg} or {@code .png}, are passed over: published sets hold strays. A link that leads out of the
 * folder is an error. Every file is read once and its header checked; none is decoded.
 */
final class ImageFolderReader {

  private static final int MOST_IMAGES = DataSource.ImageFolder.MOST_IMAGES;
  private static final long MOST_KEPT_BYTES = 1L << 30;
  private static final char UNSPELLED = '\uFFFD';
  private static final Pattern IMAGE = Pattern.compile("(?i).*\\.(jpe?g|png)");

  private final DataSource.ImageFolder source;
  private final Path folder;

  private ImageFolderReader(DataSource.ImageFolder source, Path folder) {
    this.source = source;
    this.folder = folder;
  }

  static Dataset read(DataSource.ImageFolder source) {
    // What is kept is Java's memory, and the engines' may be on the heap as well.
    return read(source, Math.min(MOST_KEPT_BYTES, Runtime.getRuntime().maxMemory() / 4));
  }

  static Dataset read(DataSource.ImageFolder source, long bytesToKeep) {
    try {
      return new ImageFolderReader(source, Path.of(source.folder())).split(bytesToKeep);
    } catch (InvalidPathException e) {
      throw new BackbenchException(ErrorCode.IO, "not a folder name: " + e.getMessage(), e);
    }
  }

  /** An image of a category, before it was read. */
  private record Found(String name, Path file, int label) {}

  private Dataset split(long bytesToKeep) {
    if (!Files.isDirectory(folder)) {
      throw DataErrors.missing(folder.toString(), "no such folder: " + folder);
    }
    List<Path> categories = categories();
    List<List<Found>> train = new ArrayList<>();
    List<List<Found>> test = new ArrayList<>();
    for (int label = 0; label < categories.size(); label++) {
      List<Found> images = images(categories.get(label), label);
      Quota quota = source.split().accept(new Quotas(categories.get(label), images.size()));
      train.add(images.subList(0, quota.train()));
      test.add(images.subList(quota.train(), quota.train() + quota.test()));
    }
    List<Found> all = new ArrayList<>(inTurns(train));
    int trained = all.size();
    all.addAll(inTurns(test));
    if (trained == all.size()) {
      throw DataErrors.invalid(
          folder, "no image is left for the test set", "more images or a larger test_share");
    }
    Samples samples = samples(all, bytesToKeep);
    return Dataset.of(samples.slice(0, trained), samples.slice(trained, all.size()));
  }

  private List<Path> categories() {
    List<Path> found = entries(folder, Files::isDirectory);
    List<String> named = source.chosen().categories();
    if (named.isEmpty() || !named.stream().allMatch(ImageFolderReader::isAscii)) {
      found.forEach(category -> requireSpelled(folder, category.getFileName().toString()));
    }
    if (named.isEmpty()) {
      if (found.size() != source.classes()) {
        throw DataErrors.invalid(
            folder, found.size() + " categories", source.classes() + ", each a folder of images");
      }
      return inside(found);
    }
    Map<String, Path> byName =
        found.stream()
            .collect(
                Collectors.toMap(
                    each -> each.getFileName().toString(), each -> each, (first, same) -> first));
    List<String> missing = named.stream().filter(name -> !byName.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw DataErrors.invalid(
          folder,
          "no folder '" + missing.get(0) + "'",
          "a folder for each of the " + named.size() + " categories; missing: " + missing.size());
    }
    return inside(named.stream().map(byName::get).toList());
  }

  /** Says how many images of a category train and test; together no more than there are. */
  private record Quota(int train, int test) {}

  /** Finds the quota of a category of so many images, or refuses it for having too few. */
  private record Quotas(Path category, int images) implements DataSource.Split.Visitor<Quota> {

    @Override
    public Quota counts(DataSource.Split.Counts split) {
      if ((long) split.train() + split.test() > images) {
        throw DataErrors.invalid(
            category,
            images + " images",
            split.train() + " training images and " + split.test() + " test images");
      }
      return new Quota(split.train(), split.test());
    }

    @Override
    public Quota share(DataSource.Split.Share split) {
      if (images == 0) {
        throw DataErrors.invalid(category, "no images", "at least one training image");
      }
      int test = (int) Math.floor(images * split.test());
      return new Quota(images - test, test);
    }
  }

  private List<Found> images(Path category, int label) {
    List<Path> files =
        entries(
            category,
            file ->
                IMAGE.matcher(file.getFileName().toString()).matches()
                    && Files.isRegularFile(file));
    files.forEach(file -> requireSpelled(category, file.getFileName().toString()));
    files = inside(files.subList(0, Math.min(files.size(), source.chosen().first())));
    int[] order = IntStream.range(0, files.size()).toArray();
    String name = category.getFileName().toString();
    PinnedRandom.stream(source.seed(), "split/" + name).shuffle(order);
    List<Found> images = new ArrayList<>();
    for (int index : order) {
      Path file = files.get(index);
      images.add(new Found(name + "/" + file.getFileName(), file, label));
    }
    return images;
  }

  /** Takes the first of each, then the second of each, so that any first part is balanced. */
  private static List<Found> inTurns(List<List<Found>> categories) {
    List<Found> all = new ArrayList<>();
    int most = categories.stream().mapToInt(List::size).max().orElse(0);
    for (int turn = 0; turn < most; turn++) {
      for (List<Found> category : categories) {
        if (turn < category.size()) {
          all.add(category.get(turn));
        }
      }
    }
    return all;
  }

  private Samples samples(List<Found> found, long bytesToKeep) {
    List<ImageFiles.Entry> entries =
        found.stream()
            .parallel()
            .map(image -> ImageFiles.Entry.of(image.name(), image.file()))
            .toList();
    byte[] labels = new byte[found.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) found.get(i).label();
    }
    return new Samples(
        source.shape(),
        source.classes(),
        new ImageFiles(entries, source.shape(), source.fit(), bytesToKeep),
        labels);
  }

  /** Refuses links that lead out of the dataset. */
  private List<Path> inside(List<Path> entries) {
    entries.forEach(entry -> DataFiles.requireInside(entry, folder));
    return entries;
  }

  /**
   * Refuses a name that this process cannot spell: it would sort, and be split, as another.
   *
   * <p>Java reads file names by the locale, and puts U+FFFD for what is not in its characters.
   */
  static void requireSpelled(Path folder, String name) {
    if (name.indexOf(UNSPELLED) >= 0) {
      // Nothing is wrong with the data.
      throw new BackbenchException(
          ErrorCode.IO,
          "%s: the locale (%s) cannot represent the file name '%s'; expected a UTF-8 locale, such as LC_ALL=C.UTF-8"
              .formatted(folder, System.getProperty("sun.jnu.encoding", "unknown"), name));
    }
  }

  private static boolean isAscii(String name) {
    return name.chars().allMatch(character -> character < 128);
  }

  /** Lists what a folder holds, by name. */
  private List<Path> entries(Path of, Predicate<Path> wanted) {
    List<Path> entries;
    try (Stream<Path> all = Files.list(of)) {
      entries =
          all.filter(entry -> !entry.getFileName().toString().startsWith("."))
              .filter(wanted)
              .limit(MOST_IMAGES + 1L)
              .sorted(Comparator.comparing(entry -> entry.getFileName().toString()))
              .toList();
    } catch (UncheckedIOException e) {
      throw DataErrors.unreadable(of, Objects.requireNonNull(e.getCause(), "it wraps one"));
    } catch (IOException e) {
      throw DataErrors.unreadable(of, e);
    }
    if (entries.size() > MOST_IMAGES) {
      throw DataErrors.invalid(of, "more than " + MOST_IMAGES + " files", "at most " + MOST_IMAGES);
    }
    return entries;
  }
}

package backbench.specs.reader;

import backbench.specs.yaml.YamlFile;
import backbench.specs.yaml.YamlValue;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Checks the names that specs go by. */
final class SpecNames {

  private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");

  private SpecNames() {}

  /** Reads an id: lower-case letters, digits and hyphens. */
  static String id(YamlValue value) {
    String text = value.text();
    if (!ID.matcher(text).matches()) {
      throw value.expected(
          "1 to 64 lower-case letters, digits and hyphens, no hyphen at either end");
    }
    return text;
  }

  /** Reads the id of a file's spec, which is the file's name so that names can be looked up. */
  static String idOf(Path file, YamlValue value) {
    String id = id(value);
    String name = ofFile(file);
    if (!id.equals(name)) {
      throw value.expected("'" + name + "', the name of the file");
    }
    return id;
  }

  /** Returns a file's name without its ending. */
  static String ofFile(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(YamlFile.ENDING)
        ? name.substring(0, name.length() - YamlFile.ENDING.length())
        : name;
  }

  /** Returns the name of a file in a folder of specs: its path from there, without its ending. */
  static String ofFile(Path folder, Path file) {
    Path place = folder.relativize(file).resolveSibling(ofFile(file));
    return StreamSupport.stream(place.spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.joining("/"));
  }

  /** Tells whether a reference has the form of a path, which only names of folders share. */
  static boolean isPath(String reference) {
    return reference.endsWith(YamlFile.ENDING)
        || reference.contains("/")
        || reference.contains("\\");
  }
}

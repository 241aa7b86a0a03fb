package backbench.specs.reader;

import backbench.data.download.ExpectedFile;
import backbench.data.download.RemoteFile;
import backbench.specs.DatasetSource;
import backbench.specs.yaml.YamlFields;
import backbench.specs.yaml.YamlValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads which files of a dataset can be fetched, from where, and how to tell that they arrived. */
final class DownloadReader {

  static final List<String> FILE_KEYS = List.of("name", "bytes", "sha256", "urls", "unpack");
  static final List<String> MEMBER_KEYS = List.of("name", "member", "bytes", "sha256");
  static final long MOST_BYTES = 1L << 33;
  static final int MOST_FILES = 1000;
  static final int MOST_URLS = 10;

  private static final Pattern MEMBER =
      Pattern.compile(
          "[A-Za-z0-9_][A-Za-z0-9._ -]{0,127}(/[A-Za-z0-9_][A-Za-z0-9._ -]{0,127}){0,7}");

  private DownloadReader() {}

  /**
   * Reads the list of files.
   *
   * @param source where the dataset's samples come from; a drawn one has no files
   */
  static List<RemoteFile> read(YamlValue value, DatasetSource source) {
    if (source instanceof DatasetSource.Drawn) {
      throw value.error("a generated dataset has no files; expected no such key");
    }
    if (source instanceof DatasetSource.ImageFolder) {
      throw value.error(
          "an image_folder source has a folder for each category, which downloads cannot fill; expected no such key");
    }
    Set<String> names = new HashSet<>();
    List<RemoteFile> files = new ArrayList<>();
    for (YamlValue item : value.items(1, MOST_FILES)) {
      files.add(file(item.fields("a file", FILE_KEYS), names));
    }
    return files;
  }

  private static RemoteFile file(YamlFields fields, Set<String> names) {
    YamlValue nameValue = fields.required("name");
    String name = name(nameValue, names);
    long bytes = fields.required("bytes").whole(1, MOST_BYTES);
    List<URI> urls =
        fields.required("urls").items(1, MOST_URLS).stream().map(DownloadReader::url).toList();
    Optional<YamlValue> unpack = fields.optional("unpack");
    if (unpack.isEmpty()) {
      String sha256 = sha256(fields.required("sha256"));
      return new RemoteFile(name, bytes, Optional.of(sha256), urls, List.of());
    }
    if (!RemoteFile.isArchive(name)) {
      throw nameValue.expected("the name of an archive: .tar.gz, .tgz or .zip");
    }
    Optional<String> sha256 = fields.optional("sha256").map(DownloadReader::sha256);
    Set<String> paths = new HashSet<>();
    List<RemoteFile.Member> members =
        unpack.get().items(1, MOST_FILES).stream()
            .map(item -> member(item.fields("a member", MEMBER_KEYS), names, paths))
            .toList();
    return new RemoteFile(name, bytes, sha256, urls, members);
  }

  private static RemoteFile.Member member(YamlFields fields, Set<String> names, Set<String> paths) {
    String name = name(fields.required("name"), names);
    YamlValue path = fields.required("member");
    if (!MEMBER.matcher(path.text()).matches()) {
      throw path.expected("a path inside the archive, like 'folder/file'");
    }
    if (!paths.add(path.text())) {
      throw path.error("'" + path.text() + "' a second time; expected each member once");
    }
    return new RemoteFile.Member(
        path.text(),
        new ExpectedFile(
            name,
            fields.required("bytes").whole(1, MOST_BYTES),
            sha256(fields.required("sha256"))));
  }

  private static String name(YamlValue value, Set<String> names) {
    String text = value.text();
    if (!ExpectedFile.isName(text)) {
      throw value.expected("a file name without a folder");
    }
    if (!names.add(text)) {
      throw value.error("'" + text + "' a second time; expected each file once");
    }
    return text;
  }

  private static String sha256(YamlValue value) {
    // Quotes are needed where all digits happen to be decimal; the error of text() says so.
    String text = value.text();
    if (!ExpectedFile.isSha256(text)) {
      throw value.expected("a SHA-256: 64 hexadecimal digits in lower case");
    }
    return text;
  }

  private static URI url(YamlValue value) {
    try {
      URI url = URI.create(value.text());
      if (RemoteFile.isTrusted(url)) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      throw value.expected("a URL that starts with https://, with a port up to 65535");
    }
    throw value.expected("a URL that starts with https://, with a port up to 65535");
  }
}

package backbench.data.download;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Says where a file of a dataset is published, and how to tell that it arrived.
 *
 * @param name what it is called, without a folder
 * @param bytes its size; a mirror that sends more is cut off
 * @param sha256 its SHA-256 in hexadecimal; an archive may go without, as its members vouch for it
 * @param urls where it is to be had, tried in this order; {@linkplain #isTrusted trusted} ones
 * @param members what of it is kept if it is an archive: only these, under their own names; none if
 *     the file itself is kept
 */
public record RemoteFile(
    String name, long bytes, Optional<String> sha256, List<URI> urls, List<Member> members) {

  static final int LAST_PORT = 65_535;

  /**
   * Names a file inside an archive.
   *
   * @param path its name there, with slashes
   * @param file what it is once unpacked
   */
  public record Member(String path, ExpectedFile file) {}

  /** Checks that the file can be fetched and verified. */
  public RemoteFile {
    urls = List.copyOf(urls);
    members = List.copyOf(members);
    if (!ExpectedFile.isName(name) || bytes < 1 || urls.isEmpty()) {
      throw invalid(name, "a plain file name, at least one byte and one URL");
    }
    if (!urls.stream().allMatch(RemoteFile::isTrusted)) {
      throw invalid(name, "URLs that begin with https://, and no port above " + LAST_PORT);
    }
    if (sha256.isPresent() ? !ExpectedFile.isSha256(sha256.get()) : members.isEmpty()) {
      throw invalid(name, "a SHA-256, or members that each have one");
    }
    if (!members.isEmpty() && !isArchive(name)) {
      throw invalid(name, "a name that ends in .tar.gz, .tgz or .zip, as it has members");
    }
  }

  /** Tells whether a name's ending is that of an archive that can be unpacked. */
  public static boolean isArchive(String name) {
    return isZip(name) || name.endsWith(".tar.gz") || name.endsWith(".tgz");
  }

  static boolean isZip(String name) {
    return name.endsWith(".zip");
  }

  /**
   * Tells whether a URL may be fetched: by HTTPS, or by HTTP from this very machine.
   *
   * <p>The checksum keeps the content safe by either; HTTPS keeps private what is fetched.
   */
  public static boolean isTrusted(URI url) {
    if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
      return false;
    }
    if (url.getPort() == 0 || url.getPort() > LAST_PORT) {
      return false;
    }
    return switch (String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT)) {
      case "https" -> true;
      case "http" -> isLoopback(url.getHost());
      default -> false;
    };
  }

  static boolean isLoopback(String host) {
    // By name alone: looking a host up could let it be one thing now and another when connected to.
    return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
  }

  /** Lists what the dataset's folder holds once the file was fetched. */
  public List<ExpectedFile> kept() {
    return members.isEmpty()
        ? List.of(new ExpectedFile(name, bytes, sha256.orElseThrow()))
        : members.stream().map(Member::file).toList();
  }

  /**
   * Tells whether all that is kept of the file is in a folder, by size and SHA-256.
   *
   * @throws BackbenchException {@code IO} if a file is there and cannot be read
   */
  public boolean isIn(Path folder) {
    return kept().stream().allMatch(file -> file.compare(folder) == ExpectedFile.State.VERIFIED);
  }

  private static BackbenchException invalid(String name, String expected) {
    return new BackbenchException(
        ErrorCode.INVALID_ARGUMENT, "the remote file '" + name + "'; expected " + expected);
  }
}

package backbench.data.download;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Says what a file in a dataset's folder must be.
 *
 * @param name its name in the folder, without a folder of its own
 * @param bytes its size, at least 1
 * @param sha256 64 lower-case hexadecimal digits
 */
public record ExpectedFile(String name, long bytes, String sha256) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final String GZIP_ENDING = ".gz";

  /** Says how a file in a folder compares with what it must be. */
  public enum State {
    /** There is no such file. */
    MISSING,
    /** There is a link that leads out of the folder, which no reader follows. */
    LEADS_OUT,
    /** The file has another size. */
    OTHER_SIZE,
    /** The file has the size, and other bytes. */
    OTHER_CONTENT,
    /** The file is what it must be. */
    VERIFIED,
    /** In place of a gzip file lies what someone unpacked it to, which no checksum is known of. */
    UNPACKED
  }

  /** Checks the form of all three. */
  public ExpectedFile {
    if (!isName(name) || bytes < 1 || !isSha256(sha256)) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' of %d bytes with the SHA-256 '%s'; expected a plain file name, at least one byte and 64 hexadecimal digits"
              .formatted(name, bytes, sha256));
    }
  }

  /** Tells whether a text names a file and nothing else: no folder, no drive, no dot in front. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Tells whether a text is a SHA-256 in lower-case hexadecimal digits. */
  public static boolean isSha256(String text) {
    return SHA_256.matcher(text).matches();
  }

  /**
   * Compares the file in a folder by its size alone, which costs nothing.
   *
   * @return {@link State#VERIFIED} if the size fits
   */
  public State compareSize(Path folder) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      return isUnpackedIn(folder) ? State.UNPACKED : State.MISSING;
    }
    try {
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        return State.LEADS_OUT;
      }
      return Files.size(file) == bytes ? State.VERIFIED : State.OTHER_SIZE;
    } catch (IOException e) {
      throw new BackbenchException(ErrorCode.IO, file + ": cannot be read: " + e, e);
    }
  }

  /**
   * Compares the file in a folder by size and SHA-256.
   *
   * @throws BackbenchException {@code IO} if it cannot be read
   */
  public State compare(Path folder) {
    State state = compareSize(folder);
    return state == State.VERIFIED && !FileDigest.of(folder.resolve(name)).equals(sha256)
        ? State.OTHER_CONTENT
        : state;
  }

  /** Tells whether what a gzip file unpacks to lies in a folder; readers then prefer it. */
  public boolean isUnpackedIn(Path folder) {
    return name.endsWith(GZIP_ENDING)
        && Files.isRegularFile(
            folder.resolve(name.substring(0, name.length() - GZIP_ENDING.length())));
  }
}

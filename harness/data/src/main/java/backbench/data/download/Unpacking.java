package backbench.data.download;

import backbench.commons.Sha256;
import backbench.data.download.MirrorException.Remedy;
import backbench.data.download.RemoteFile.Member;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Takes the named members out of an archive that nobody vouches for; all of them, or none.
 *
 * <p>What an archive says never makes a path: members are written under the names that the dataset
 * gives them. An entry that leads elsewhere condemns the archive all the same, as does one that is
 * larger than it should be. Members take their names once all of them fit their SHA-256.
 */
final class Unpacking implements AutoCloseable {

  private static final String ENDING = ".unpacking";
  private static final int BUFFER_BYTES = 1 << 16;

  /** What an archive may hold in all, kept or not; more is a bomb, or no dataset for this. */
  private static final long MOST_BYTES = 1L << 33;

  private static final int MOST_ENTRIES = 1_000_000;

  private final Path folder;
  private final Map<String, Member> wanted = new HashMap<>();
  private final Map<Member, Path> unpacked = new LinkedHashMap<>();
  private long bytes;
  private int entries;

  Unpacking(RemoteFile file, Path folder) {
    this.folder = folder;
    file.members().forEach(member -> wanted.put(member.path(), member));
  }

  /** Reads on in an entry's content. */
  private interface Content {
    int read(byte[] into) throws IOException;
  }

  /**
   * Unpacks the members beside their places.
   *
   * @throws MirrorException if the archive is damaged, hostile, lacks a member or has another file
   *     in its place
   */
  void unpack(Path archive) throws MirrorException {
    try {
      // By the content: a part's own name ends otherwise.
      if (startsAsZip(archive)) {
        unpackZip(archive);
      } else {
        unpackTar(archive);
      }
    } catch (EOFException | ZipException e) {
      throw damaged("cannot be unpacked: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new BackbenchException(ErrorCode.IO, archive + ": cannot be unpacked: " + e, e);
    }
    List<String> missing = wanted.keySet().stream().sorted().toList();
    if (!missing.isEmpty()) {
      throw damaged("lacks " + String.join(", ", missing), null);
    }
  }

  /** Gives all members their names. */
  void keep() {
    unpacked.forEach(
        (member, temporary) -> {
          Path target = folder.resolve(member.file().name());
          try {
            Files.move(
                temporary,
                target,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
          } catch (IOException e) {
            throw new BackbenchException(ErrorCode.IO, "cannot write " + target + ": " + e, e);
          }
        });
    unpacked.clear();
  }

  /** Removes what was not kept. */
  @Override
  public void close() {
    for (Path temporary : unpacked.values()) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        throw new BackbenchException(ErrorCode.IO, "cannot remove " + temporary + ": " + e, e);
      }
    }
  }

  private void unpackTar(Path archive) throws IOException {
    try (InputStream in =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)), BUFFER_BYTES)) {
      TarReader tar = new TarReader(in);
      for (Optional<TarReader.Entry> next = tar.next(); next.isPresent(); next = tar.next()) {
        TarReader.Entry entry = next.get();
        take(entry.name(), entry.bytes(), entry.isFile(), tar::read);
      }
    }
  }

  private void unpackZip(Path archive) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      Enumeration<? extends ZipEntry> all = zip.entries();
      while (all.hasMoreElements()) {
        ZipEntry entry = all.nextElement();
        try (InputStream in = zip.getInputStream(entry)) {
          take(entry.getName(), Math.max(0, entry.getSize()), !entry.isDirectory(), in::read);
        }
      }
    }
  }

  private void take(String name, long size, boolean isFile, Content content) throws IOException {
    entries++;
    if (leadsOut(name)) {
      throw new ZipException("its entry '" + name + "' leads out of the folder");
    }
    if (entries > MOST_ENTRIES || size > MOST_BYTES - bytes) {
      throw new ZipException("it holds more than 8 GiB or more than a million entries");
    }
    bytes += size;
    Member member = isFile ? wanted.remove(name) : null;
    if (member != null) {
      if (size != member.file().bytes()) {
        throw new ZipException(
            "its entry '%s' has %d bytes; expected %d"
                .formatted(name, size, member.file().bytes()));
      }
      copy(member, content);
    }
  }

  private static boolean leadsOut(String name) {
    return name.startsWith("/")
        || name.contains("\\")
        || name.contains(":")
        || Arrays.asList(name.split("/", -1)).contains("..");
  }

  private void copy(Member member, Content content) throws IOException {
    Path temporary = folder.resolve(member.file().name() + ENDING);
    unpacked.put(member, temporary);
    MessageDigest digest = Sha256.start();
    byte[] buffer = new byte[BUFFER_BYTES];
    long copied = 0;
    try (FileChannel channel =
            FileChannel.open(
                temporary,
                LinkOption.NOFOLLOW_LINKS,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        copied += read;
        if (copied > member.file().bytes()) {
          break;
        }
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
      }
      // Its name must not be on the disk before its bytes are: the archive goes away.
      channel.force(true);
    }
    String found = Sha256.end(digest);
    if (copied != member.file().bytes() || !found.equals(member.file().sha256())) {
      throw new ZipException(
          "its entry '%s' has the SHA-256 %s; expected %s"
              .formatted(member.path(), found, member.file().sha256()));
    }
  }

  private static boolean startsAsZip(Path archive) throws IOException {
    try (InputStream in = Files.newInputStream(archive)) {
      byte[] start = in.readNBytes(2);
      return start.length == 2 && start[0] == 'P' && start[1] == 'K';
    }
  }

  private static MirrorException damaged(String message, @Nullable Throwable cause) {
    // The start of the archive may be another mirror's: worth one more attempt from the beginning.
    return new MirrorException(Remedy.START_OVER, message, cause);
  }
}

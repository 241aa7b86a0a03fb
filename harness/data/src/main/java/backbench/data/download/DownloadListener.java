package backbench.data.download;

import java.net.URI;

/** Is told how a download goes; all on the thread that asked for it. */
public interface DownloadListener {

  /** The file was there already, and its checksum fits. */
  default void alreadyThere(RemoteFile file) {}

  /**
   * A mirror answers.
   *
   * @param from how many bytes an earlier attempt left, which are not sent again
   */
  default void started(RemoteFile file, URI mirror, long from) {}

  /** More of the file is on the disk: so many bytes of it now. */
  default void progressed(RemoteFile file, long bytes) {}

  /** A mirror was cut off and is asked for the rest. */
  default void interrupted(RemoteFile file, URI mirror, String reason) {}

  /** A mirror is given up. */
  default void failed(RemoteFile file, URI mirror, String reason) {}

  /** The file is in its place, and its checksum fits. */
  default void arrived(RemoteFile file) {}
}

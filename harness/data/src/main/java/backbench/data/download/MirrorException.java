package backbench.data.download;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Says why a mirror did not deliver. */
final class MirrorException extends IOException {

  /** Says what is left to try. */
  enum Remedy {
    /** What came so far is good: the rest may come from where it stopped. */
    GO_ON,
    /** What lies here is not the start of the file. */
    START_OVER,
    /** The mirror cannot go on with what lies here, which says nothing of another mirror. */
    LEAVE_PART,
    /** The mirror has not got the file. */
    NEXT_MIRROR
  }

  /** Longer names and addresses, which the other side made up, are cut short. */
  private static final int LONGEST_REASON = 500;

  private final Remedy remedy;
  private final String reason;

  MirrorException(Remedy remedy, String message) {
    this(remedy, message, null);
  }

  MirrorException(Remedy remedy, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
    this.reason =
        message.length() <= LONGEST_REASON ? message : message.substring(0, LONGEST_REASON) + "...";
  }

  /** Returns what an exception says; some say nothing but their name. */
  static String words(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  Remedy remedy() {
    return remedy;
  }

  /** Returns the message, which continues a sentence that begins with the mirror. */
  String reason() {
    return reason;
  }
}

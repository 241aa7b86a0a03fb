package backbench.run.certify;

import backbench.error.ErrorCode;
import backbench.run.worker.WorkerEnd;
import backbench.worker.wire.Event;
import org.jspecify.annotations.Nullable;

/**
 * Says what came of an examination: a certificate, or why there is none.
 *
 * @param certified the certificate; null if there is none
 * @param powered what certificates like it see; null if that was not found out
 * @param refused the refusal; null if the backend did not refuse
 * @param ending why there is no certificate, where none was made or refused; null elsewhere
 * @param seconds how long it took
 */
record Finding(
    Event.@Nullable Certified certified,
    Event.@Nullable Powered powered,
    Event.@Nullable Refused refused,
    @Nullable String ending,
    double seconds) {

  /** Holds a certificate. */
  static Finding of(Event.Certified certified) {
    return new Finding(certified, null, null, null, certified.seconds());
  }

  /** Holds a refusal. */
  static Finding of(Event.Refused refused, double seconds) {
    return new Finding(null, null, refused, null, seconds);
  }

  /** Says that a worker did not end well. */
  static Finding without(WorkerEnd end, double seconds) {
    return new Finding(null, null, null, end.status() + ": " + end.reason(), seconds);
  }

  /** Says that a worker ended well without a word on the network. */
  static Finding missing(double seconds) {
    return new Finding(null, null, null, "the worker ended without one", seconds);
  }

  /** Adds what the certificate sees. */
  Finding with(Event.Powered found) {
    return new Finding(certified, found, refused, ending, seconds);
  }

  boolean passed() {
    return certified != null && certified.certificate().passed();
  }

  /** Tells whether it counts whatever was examined before it in the same worker. */
  boolean isFinal() {
    // A configuration may be refused because of the one before it.
    return passed() || (refused != null && refused.code() != ErrorCode.UNSUPPORTED_CONFIG);
  }
}

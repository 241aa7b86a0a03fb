package backbench.run.certify;

import backbench.results.Status;
import backbench.worker.wire.Event;
import org.jspecify.annotations.Nullable;

/**
 * Says what came of an examination: a certificate, or why there is none.
 *
 * @param certified the certificate; null if there is none
 * @param powered what certificates like it see; null if that was not found out
 * @param status {@code OK} if the worker did as it was told
 * @param reason why there is no certificate; null if there is one
 * @param seconds how long the worker lived
 */
record Finding(
    Event.@Nullable Certified certified,
    Event.@Nullable Powered powered,
    Status status,
    @Nullable String reason,
    double seconds) {

  boolean passed() {
    return certified != null && certified.certificate().passed();
  }

  boolean refused() {
    return status == Status.UNSUPPORTED;
  }
}

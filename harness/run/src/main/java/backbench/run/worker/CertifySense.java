package backbench.run.worker;

import static backbench.run.worker.SenselessReport.unless;
import static backbench.run.worker.TextSense.size;
import static backbench.run.worker.TextSense.text;
import static backbench.run.worker.TextSense.texts;

import backbench.certificate.Certificate;
import backbench.certificate.RuleResult;
import backbench.commons.Identity;
import backbench.worker.wire.Event;
import backbench.worker.wire.Job;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Checks that certificates are of the networks that were asked for, in their order. */
final class CertifySense {

  private final String backend;
  private final Iterator<Job.Exam> exams;
  private Job.@Nullable Exam current;
  private boolean powered;

  CertifySense(Job.Certify job) {
    this.backend = job.backend();
    this.exams = job.exams().iterator();
    advance();
  }

  void powered(Event.Powered event) {
    unless(current().power() && !powered, "it finds out a power that nobody asked for");
    powered = true;
    size("mistakes", event.power().seen().keySet());
    event.power().seen().keySet().forEach(each -> text("mistakes", each));
  }

  void certified(Event.Certified event) {
    Certificate certificate = event.certificate();
    unless(
        certificate.backend().equals(backend),
        "the certificate is of another backend than " + backend);
    unless(
        certificate.graphDigest().equals(Identity.digest(current().graph().resolve())),
        "the certificate is of another network than " + current().graph().id());
    texts("deviations", certificate.deviations());
    size("rules", certificate.rules());
    certificate.rules().forEach(CertifySense::check);
    advance();
  }

  private static void check(RuleResult rule) {
    text("rule", rule.rule());
    text("title", rule.title());
    text("detail", rule.detail());
    unless(
        rule.worstRelativeError() >= 0 && rule.tolerance() >= 0,
        "an error of " + rule.worstRelativeError() + " under a tolerance of " + rule.tolerance());
  }

  void refused() {
    unless(!powered, "it refuses a network of which it has found out the power");
    current();
    advance();
  }

  /** Tells whether there is a word on each network. */
  boolean isComplete() {
    return current == null;
  }

  private Job.Exam current() {
    Job.Exam exam = current;
    if (exam == null) {
      throw new SenselessReport("it makes a certificate that nobody asked for");
    }
    return exam;
  }

  private void advance() {
    current = exams.hasNext() ? exams.next() : null;
    powered = false;
  }
}

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
  private boolean powerIsNext;

  CertifySense(Job.Certify job) {
    this.backend = job.backend();
    this.exams = job.exams().iterator();
    advance();
  }

  void certified(Event.Certified event) {
    Job.Exam exam = current();
    Certificate certificate = event.certificate();
    unless(
        certificate.formatVersion() == Certificate.FORMAT_VERSION,
        "a certificate of format " + certificate.formatVersion());
    unless(
        certificate.backend().equals(backend),
        "the certificate is of another backend than " + backend);
    unless(
        certificate.graphDigest().equals(Identity.digest(exam.graph().resolve())),
        "the certificate is of another network than " + exam.graph().id());
    texts("deviations", certificate.deviations());
    size("rules", certificate.rules());
    certificate.rules().forEach(CertifySense::check);
    unless(
        certificate.rules().stream().map(RuleResult::rule).distinct().count()
            == certificate.rules().size(),
        "a certificate with two results of one rule");
    advance();
    powerIsNext = exam.power() && certificate.passed();
  }

  private static void check(RuleResult rule) {
    text("rule", rule.rule());
    text("title", rule.title());
    text("detail", rule.detail());
    double error = rule.worstRelativeError();
    unless(
        error >= 0
            && rule.tolerance() >= 0
            && Double.isFinite(error)
            && Double.isFinite(rule.tolerance())
            && (error <= rule.tolerance() || !rule.passed()),
        "rule "
            + rule.rule()
            + " that "
            + rule.verdict()
            + " with an error of "
            + error
            + " under a tolerance of "
            + rule.tolerance());
  }

  void powered(Event.Powered event) {
    unless(powerIsNext, "it finds out a power that nobody asked for");
    powerIsNext = false;
    unless(!event.power().seen().isEmpty(), "a power that names no mistake");
    size("mistakes", event.power().seen().keySet());
    event.power().seen().keySet().forEach(each -> text("mistakes", each));
  }

  void refused() {
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
    powerIsNext = false;
  }
}

package backbench.run.certify;

import backbench.certificate.Certificate;
import backbench.certificate.Draw;
import backbench.certificate.Power;
import backbench.error.BackbenchException;
import backbench.results.CellKey;
import backbench.results.CertificateResult;
import backbench.results.Status;
import backbench.run.worker.WorkerStarter;
import backbench.worker.wire.Event;
import backbench.worker.wire.Job;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Certifies backends in workers, and remembers what passed.
 *
 * <p>One worker certifies a backend on several networks. Only certificates that passed are kept;
 * see {@link KeptCertificates}. Which of its draws the oracle chose is remembered for the next
 * backend of the same run.
 */
final class Certification {

  /** A worker takes about 150 bytes for each, and engines may not return all of theirs. */
  private static final long MOST_PARAMETERS = 16_000_000;

  private static final String INCONCLUSIVE = "inconclusive: ";

  private final Examiner examiner;
  private final KeptCertificates kept;
  // Not in the cache: that a draw is the best of the four takes all four to show.
  private final Map<String, Draw> draws = new HashMap<>();
  private final KnownPowers powers;
  private final Consumer<String> warned;
  private final boolean findsPower;
  private boolean keeps = true;

  /**
   * Certifies in those surroundings.
   *
   * @param warned is told, once and in one line, that certificates cannot be kept
   * @param findsPower whether to find out what certificates see, where that is not known
   */
  Certification(
      WorkerStarter workers,
      Path cache,
      Surroundings surroundings,
      Consumer<String> warned,
      boolean findsPower) {
    this.findsPower = findsPower;
    this.warned = warned;
    this.examiner = new Examiner(workers);
    this.kept = new KeptCertificates(workers, cache.resolve("certificates"), surroundings);
    this.powers = new KnownPowers(cache.resolve("powers"));
  }

  /**
   * Finds a certificate in the cache.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  Optional<Proof> cached(Subject subject) throws InterruptedException {
    String exercise = kept.exercise(subject);
    if (findsPower && powers.of(exercise).isEmpty()) {
      return Optional.empty();
    }
    return kept.find(subject).map(certificate -> proof(certificate, exercise, 0));
  }

  /**
   * Makes certificates, whatever the cache holds.
   *
   * <p>After an interruption no further worker starts, and what is left ends as interrupted.
   *
   * @param begins is told of each subject whose examination begins, by its index
   * @param made is given what came of each subject, by its index; it never fails because of the
   *     backend: the certificate holds the problem
   * @throws InterruptedException if the thread is interrupted
   */
  void make(List<Subject> subjects, Consumer<Integer> begins, BiConsumer<Integer, Proof> made)
      throws InterruptedException {
    for (List<Shared> party : parties(subjects)) {
      List<Subject> examined = party.stream().map(shared -> subjects.get(shared.first())).toList();
      examiner.examine(
          examined,
          party.stream().map(shared -> exam(subjects.get(shared.first()), shared)).toList(),
          place -> begins.accept(party.get(place).first()),
          (place, finding) -> {
            Shared shared = party.get(place);
            Proof proof = proof(examined.get(place), shared.exercise(), finding);
            for (int index : shared.indices()) {
              made.accept(index, index == shared.first() ? proof : proof.shared());
            }
          });
    }
  }

  /**
   * Names subjects that need the same certificate, as where a network is trained for longer in one
   * of two cells.
   *
   * @param exercise what they share beside the configuration
   * @param indices of the subjects; at least one
   */
  private record Shared(String exercise, List<Integer> indices) {
    int first() {
      return indices.get(0);
    }
  }

  /** Divides subjects by what one worker can do: one configuration, and not too much memory. */
  private List<List<Shared>> parties(List<Subject> subjects) {
    Map<CellKey.Configuration, Map<String, Shared>> all = new LinkedHashMap<>();
    for (int index = 0; index < subjects.size(); index++) {
      all.computeIfAbsent(subjects.get(index).configuration(), key -> new LinkedHashMap<>())
          .computeIfAbsent(
              kept.exercise(subjects.get(index)), key -> new Shared(key, new ArrayList<>()))
          .indices()
          .add(index);
    }
    List<List<Shared>> parties = new ArrayList<>();
    for (Map<String, Shared> ofConfiguration : all.values()) {
      List<Shared> party = new ArrayList<>();
      long parameters = 0;
      for (Shared shared : ofConfiguration.values()) {
        long more = subjects.get(shared.first()).graph().parameterCount();
        if (!party.isEmpty() && parameters + more > MOST_PARAMETERS) {
          parties.add(party);
          party = new ArrayList<>();
          parameters = 0;
        }
        party.add(shared);
        parameters += more;
      }
      parties.add(party);
    }
    return parties;
  }

  private Job.Exam exam(Subject subject, Shared shared) {
    return new Job.Exam(
        subject.graph().graph(),
        subject.certificationRecipe(),
        Optional.ofNullable(draws.get(shared.exercise())),
        findsPower && powers.of(shared.exercise()).isEmpty());
  }

  private Proof proof(Subject subject, String exercise, Finding finding)
      throws InterruptedException {
    Event.Certified certified = finding.certified();
    if (certified == null) {
      return none(subject, finding);
    }
    draws.put(exercise, certified.draw());
    CertificateResult result = result(subject, certified);
    if (!result.passed()) {
      return new Proof(result, null, Map.of(), 0);
    }
    Event.Powered powered = finding.powered();
    if (powered != null) {
      powers.remember(exercise, powered.power());
      attemptToKeep(() -> powers.keep(exercise, powered.power()));
    }
    CertificateResult whole = withKnownPower(result, exercise);
    attemptToKeep(() -> kept.keep(subject, whole));
    return proof(whole, exercise, powered == null ? 0 : powered.seconds());
  }

  private static Proof none(Subject subject, Finding finding) {
    Event.Refused refused = finding.refused();
    return new Proof(
        CertificateResult.of(
            refused == null ? finding.ending() : Status.UNSUPPORTED + ": " + refused.message(),
            new CertificateResult.Making(Instant.now(), finding.seconds(), false),
            subject.facts(),
            List.of(),
            List.of()),
        refused == null ? null : refused.message(),
        Map.of(),
        0);
  }

  private Proof proof(CertificateResult result, String exercise, double seconds) {
    Map<String, Boolean> seen = powers.of(exercise).map(Power::seen).orElse(Map.of());
    // What a kept certificate sees may have been found out since, for another backend.
    return new Proof(withKnownPower(result, exercise), null, seen, seconds);
  }

  private CertificateResult withKnownPower(CertificateResult result, String exercise) {
    return powers.of(exercise).map(known -> result.withUnseen(known.unseen())).orElse(result);
  }

  /** Writes to the cache. */
  private interface Keeping {
    void run() throws InterruptedException;
  }

  private void attemptToKeep(Keeping keeping) throws InterruptedException {
    if (!keeps) {
      return;
    }
    try {
      keeping.run();
    } catch (BackbenchException e) {
      // What is proved holds all the same. A home that cannot be written to is common in
      // containers.
      keeps = false;
      warned.accept("certificates are not kept: " + e.getMessage());
    }
  }

  private static CertificateResult result(Subject subject, Event.Certified certified) {
    Certificate certificate = certified.certificate();
    return CertificateResult.of(
        certificate.inconclusive() ? inconclusive(certificate) : null,
        new CertificateResult.Making(Instant.now(), certified.seconds(), false),
        subject.facts(),
        certificate.deviations(),
        certificate.rules().stream()
            .map(
                rule ->
                    CertificateResult.Check.of(
                        rule.rule(),
                        rule.title(),
                        rule.worstRelativeError(),
                        rule.tolerance(),
                        !rule.failed(),
                        rule.detail()))
            .toList());
  }

  private static String inconclusive(Certificate certificate) {
    return INCONCLUSIVE
        + certificate.rules().stream()
            .filter(rule -> !rule.passed())
            .map(rule -> rule.rule() + " " + rule.detail())
            .collect(Collectors.joining(", "));
  }
}

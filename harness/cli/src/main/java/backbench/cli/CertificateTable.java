package backbench.cli;

import backbench.cli.output.Columns;
import backbench.cli.output.Columns.Side;
import backbench.cli.output.ExitCode;
import backbench.results.CertificateResult;
import backbench.results.CertificateResult.Check;
import backbench.results.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Lays out certificates: a row for each network and backend, a column for each rule. */
final class CertificateTable {

  private static final List<String> FIRST_COLUMNS =
      List.of("network", "backend", "certificate", "closest");

  /** How the problem of a certificate begins where the backend's natives are missing. */
  private static final String UNAVAILABLE = Status.UNAVAILABLE + ": ";

  private final List<Row> rows = new ArrayList<>();
  private final Map<String, String> subjects = new TreeMap<>();
  private final List<String> skipped = new ArrayList<>();
  private final List<String> allowances = new ArrayList<>();
  private final Map<String, String> unseen = new LinkedHashMap<>();

  /** Holds a cell; the certificate is absent where none was tried. */
  private record Row(
      String network, String backend, String verdict, Optional<CertificateResult> certificate) {

    boolean passed() {
      return certificate.filter(CertificateResult::passed).isPresent();
    }
  }

  /** Adds a certificate. */
  void add(String network, String backend, CertificateResult certificate) {
    String verdict =
        certificate.passed()
            ? certificate.making().cached() ? "passed (cached)" : "passed"
            : unavailable(certificate)
                ? "unavailable"
                : certificate.inconclusive() ? "inconclusive" : "FAILED";
    rows.add(new Row(network, backend, verdict, Optional.of(certificate)));
    certificate.checks().forEach(check -> subjects.put(check.rule(), check.subject()));
    List<String> mistakes = certificate.unseen();
    if (certificate.passed() && mistakes != null && !mistakes.isEmpty()) {
      unseen.put(network, String.join("; ", mistakes));
    }
    List<String> deviations = certificate.deviations();
    if (deviations != null) {
      deviations.forEach(
          deviation ->
              allowances.add(
                  network + " on " + backend + ", with the declared deviation " + deviation));
    }
  }

  /** Tells whether a backend was tried and lacked a native library here. */
  private static boolean unavailable(CertificateResult certificate) {
    return String.valueOf(certificate.problem()).startsWith(UNAVAILABLE);
  }

  /**
   * Returns the exit code: a certificate that failed weighs more than one that this machine cannot
   * make, and a table without any that passed shows nothing.
   */
  int exitCode() {
    List<CertificateResult> open =
        rows.stream()
            .flatMap(row -> row.certificate.stream())
            .filter(certificate -> !certificate.passed())
            .toList();
    if (open.isEmpty()) {
      return passed() > 0 ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }
    return open.stream().allMatch(CertificateTable::unavailable)
        ? ExitCode.ENVIRONMENT
        : ExitCode.CHECK_FAILED;
  }

  /** Lists what certificates do not see, a line for each network. */
  List<String> unseen() {
    return unseen.entrySet().stream()
        .map(each -> each.getKey() + " passed; does not see: " + each.getValue())
        .toList();
  }

  /** Lists the declared deviations that certificates allowed for. */
  List<String> allowances() {
    return List.copyOf(allowances);
  }

  /** Adds a cell that was not tried. */
  void skip(String network, String backend, String verdict, String reason) {
    rows.add(new Row(network, backend, verdict, Optional.empty()));
    skipped.add(network + " on " + backend + ", " + verdict + ": " + reason);
  }

  /** Lists the cells that were not tried, each with its reason. */
  List<String> skipped() {
    return List.copyOf(skipped);
  }

  long passed() {
    return rows.stream().filter(Row::passed).count();
  }

  /** Returns one line: how many of those tried passed, and how many were not tried. */
  String summary() {
    String untried = skipped.isEmpty() ? "" : ", " + skipped.size() + " not tried";
    return passed() + " of " + (rows.size() - skipped.size()) + " certificates passed" + untried;
  }

  /** Returns one line that says what the columns of rules hold; empty without such a column. */
  Optional<String> legend() {
    if (subjects.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "Worst relative error by rule ("
            + subjects.entrySet().stream()
                .map(rule -> rule.getKey() + " " + rule.getValue())
                .collect(Collectors.joining(", "))
            + "); closest: the rule closest to its tolerance, and its error as a share of that tolerance.");
  }

  /** Returns the table, with the worst of all cells in its last row. */
  Columns columns() {
    List<Side> sides = new ArrayList<>(Collections.nCopies(FIRST_COLUMNS.size(), Side.LEFT));
    sides.addAll(Collections.nCopies(subjects.size(), Side.RIGHT));
    Columns columns = new Columns(sides.toArray(Side[]::new));
    List<String> heading = new ArrayList<>(FIRST_COLUMNS);
    heading.addAll(subjects.keySet());
    columns.row(heading.toArray(String[]::new));
    for (Row row : rows) {
      List<Check> checks = row.certificate.map(CertificateResult::checks).orElse(List.of());
      columns.row(
          texts(row.network, row.backend, row.verdict, closest(checks), checks)
              .toArray(String[]::new));
    }
    if (rows.size() > 1 && !subjects.isEmpty()) {
      List<Check> all =
          rows.stream()
              .flatMap(row -> row.certificate.stream())
              .flatMap(certificate -> certificate.checks().stream())
              .toList();
      columns.row(texts("all", "", "", closest(all), all).toArray(String[]::new));
    }
    return columns;
  }

  private List<String> texts(
      String network, String backend, String verdict, String closest, List<Check> checks) {
    List<String> texts = new ArrayList<>(List.of(network, backend, verdict, closest));
    for (String rule : subjects.keySet()) {
      texts.add(
          checks.stream()
              .filter(check -> check.rule().equals(rule))
              .max(Comparator.comparingDouble(Check::error))
              .map(
                  check ->
                      check.compared()
                          ? String.format(Locale.ROOT, "%.1e", check.error())
                          : "failed")
              .orElse(""));
    }
    return texts;
  }

  /** Names the check that came closest to its tolerance, or went furthest beyond. */
  private static String closest(List<Check> checks) {
    Check closest = null;
    for (Check check : checks) {
      if (closest == null || check.share() > closest.share()) {
        closest = check;
      }
    }
    if (closest == null) {
      return "";
    }
    if (!closest.compared()) {
      return closest.rule() + " failed";
    }
    double share = closest.share();
    return closest.rule()
        + (share > 10 ? " over 1000%" : String.format(Locale.ROOT, " %.0f%%", 100 * share));
  }

  /** Lists every check that failed, and every certificate that could not be made. */
  List<String> failures() {
    List<String> failures = new ArrayList<>();
    for (Row row : rows) {
      String cell = row.network + " on " + row.backend;
      row.certificate.ifPresent(
          certificate -> {
            certificate.checks().stream()
                .filter(check -> !check.passed())
                .forEach(
                    check ->
                        failures.add(
                            "%s, rule %s, %s: %s"
                                .formatted(cell, check.rule(), check.subject(), check.note())));
            String problem = certificate.problem();
            if (problem != null) {
              failures.add(
                  unavailable(certificate)
                      ? cell + ", unavailable: " + problem.substring(UNAVAILABLE.length())
                      : cell + ": " + problem);
            }
          });
    }
    return failures;
  }
}

package backbench.report;

import backbench.analysis.numbers.CellAnalysis;
import backbench.analysis.numbers.WorkloadAnalysis;
import backbench.report.layout.Element;
import backbench.report.layout.Element.Heading;
import backbench.report.layout.Element.Items;
import backbench.report.layout.Element.Paragraph;
import backbench.report.layout.Element.Tabular;
import backbench.report.layout.Element.Verbatim;
import backbench.report.layout.Numbers;
import backbench.report.layout.Table;
import backbench.report.layout.Table.Column;
import backbench.report.layout.Table.Group;
import backbench.report.layout.Table.Row;
import backbench.report.layout.Value;
import backbench.results.CellResult;
import backbench.results.CertificateResult;
import backbench.results.CertificateResult.Check;
import backbench.results.ForkResult;
import backbench.results.Status;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Shows what the certificates rest on, and what went wrong with its last words. */
final class ProofSection {

  private ProofSection() {}

  static List<Element> certificates(Report report) {
    Labels labels = new Labels(report.run());
    List<Group> groups = new ArrayList<>();
    Set<String> allowances = new LinkedHashSet<>();
    Set<String> unseen = new LinkedHashSet<>();
    for (WorkloadAnalysis workload : report.analysis().workloads()) {
      List<Row> rows = new ArrayList<>();
      for (CellAnalysis cell : workload.cells()) {
        CertificateResult certificate = report.result(cell).certificate();
        if (certificate != null) {
          String label = labels.of(cell);
          rows.addAll(rows(label, certificate, cell.standing().worstCheck()));
          List<String> mistakes = certificate.unseen();
          if (certificate.passed() && mistakes != null && !mistakes.isEmpty()) {
            unseen.add(workload.workload() + " does not see: " + String.join("; ", mistakes));
          }
          List<String> deviations = certificate.deviations();
          if (deviations != null) {
            deviations.forEach(deviation -> allowances.add(label + ", allowing for " + deviation));
          }
        }
      }
      if (!rows.isEmpty()) {
        groups.add(new Group(workload.workload(), rows));
      }
    }
    if (groups.isEmpty()) {
      return List.of();
    }
    List<Column> columns =
        List.of(
            new Column("backend", "", false, 9),
            new Column("verdict", "", false, 8),
            new Column("rule", "", false, 4),
            new Column("subject", "", false, 5),
            new Column("error", "relative", true, 7),
            new Column("tolerance", "", true, 6),
            new Column("of tolerance", "", true, 3));
    List<Element> elements = new ArrayList<>();
    elements.add(new Heading(2, "Certificates"));
    elements.add(
        new Paragraph(
            "The check of each certificate that came closest to its tolerance, and every check that"
                + " failed. The oracle computes in float64 and shares no code with any backend."));
    elements.add(new Tabular(new Table(columns, groups)));
    elements.addAll(otherFormats(report));
    if (!unseen.isEmpty()) {
      elements.add(
          new Paragraph("Mistakes of an engine that these certificates would not have seen:"));
      elements.add(new Items(List.copyOf(unseen)));
    }
    if (!allowances.isEmpty()) {
      elements.add(new Items(List.copyOf(allowances)));
    }
    return elements;
  }

  /** Says that certificates are of other formats than those that this build makes. */
  static List<Element> otherFormats(Report report) {
    Set<Integer> formats = new TreeSet<>();
    for (CellResult cell : report.run().cells()) {
      CertificateResult certificate = cell.certificate();
      if (certificate != null && certificate.format() != CertificateResult.CURRENT_FORMAT) {
        formats.add(certificate.format());
      }
    }
    return formats.stream().map(format -> (Element) new Paragraph(madeAs(format))).toList();
  }

  private static String madeAs(int format) {
    return "Certificates of format "
        + format
        + " are shown as they were made. This build makes format "
        + CertificateResult.CURRENT_FORMAT
        + "; its rules differ.";
  }

  static List<Element> failures(Report report) {
    List<Element> elements = new ArrayList<>();
    for (WorkloadAnalysis workload : report.analysis().workloads()) {
      for (CellAnalysis each : workload.cells()) {
        CellResult cell = report.result(each);
        if (cell.status() != Status.OK) {
          elements.add(
              new Heading(
                  3,
                  cell.key()
                      + Labels.onMachine(report.run(), cell.shard())
                      + ": "
                      + Statuses.name(cell.status())));
          elements.add(
              new Paragraph(cell.reason() == null ? "No reason was given." : cell.reason()));
          cell.forks().forEach(fork -> elements.addAll(lastWords(fork)));
        }
      }
    }
    if (elements.isEmpty()) {
      return List.of();
    }
    elements.add(0, new Heading(2, "What did not work"));
    return elements;
  }

  private static List<Element> lastWords(ForkResult fork) {
    if (fork.status() == Status.OK) {
      return List.of();
    }
    List<Element> elements = new ArrayList<>();
    String reason = fork.reason() == null ? "" : ": " + fork.reason();
    elements.add(
        new Items(
            List.of("fork " + (fork.fork() + 1) + " " + Statuses.name(fork.status()) + reason)));
    if (!fork.ending().logTail().isEmpty()) {
      elements.add(new Verbatim(fork.ending().logTail()));
    }
    return elements;
  }

  private static List<Row> rows(
      String label, CertificateResult certificate, Optional<Check> worst) {
    if (certificate.problem() != null) {
      return List.of(
          new Row(
              List.of(
                  Value.label(label),
                  Value.label("not made").as(Value.Kind.BAD),
                  Value.NONE,
                  Value.NONE,
                  Value.NONE,
                  Value.NONE,
                  Value.NONE),
              false,
              certificate.problem()));
    }
    List<Check> shown = certificate.checks().stream().filter(check -> !check.passed()).toList();
    if (shown.isEmpty()) {
      shown = worst.map(List::of).orElse(List.of());
    }
    return shown.stream().map(check -> row(label, certificate.passed(), check)).toList();
  }

  private static Row row(String label, boolean passed, Check check) {
    Value verdict =
        passed
            ? Value.label("✓ passed").as(Value.Kind.GOOD)
            : Value.label("✗ failed").as(Value.Kind.BAD);
    return new Row(
        List.of(
            Value.label(label),
            verdict,
            Value.label(check.rule()),
            Value.label(check.subject()),
            check.compared() ? Value.label(Numbers.error(check.error())) : Value.NONE,
            check.compared() ? Value.label(Numbers.error(check.tolerance())) : Value.NONE,
            check.compared() ? Value.label(percent(check.share())) : Value.NONE),
        false,
        check.note());
  }

  private static String percent(double share) {
    return share > 10 ? "over 1000%" : String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }
}

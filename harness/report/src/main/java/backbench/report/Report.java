package backbench.report;

import backbench.analysis.RunAnalyzer;
import backbench.analysis.numbers.CellAnalysis;
import backbench.analysis.numbers.RunAnalysis;
import backbench.commons.AtomicFile;
import backbench.error.BackbenchException;
import backbench.report.layout.Element;
import backbench.report.layout.Element.Heading;
import backbench.report.layout.Element.Tabular;
import backbench.report.text.MarkdownRenderer;
import backbench.report.text.Terminal;
import backbench.report.text.TerminalRenderer;
import backbench.results.CellResult;
import backbench.results.RunResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows a run to people, in the terminal and as Markdown, from the same tables.
 *
 * @param run what ran
 * @param analysis its numbers, of which the report only makes text
 */
public record Report(RunResult run, RunAnalysis analysis) {

  /** Reports on a run against the baseline of its suite. */
  public static Report of(RunResult run) {
    return new Report(run, RunAnalyzer.analyze(run));
  }

  /** Reports on a run against a backend of the caller's choice. */
  public static Report against(RunResult run, String baseline) {
    return new Report(run, RunAnalyzer.analyze(run, baseline));
  }

  /** Returns the raw result of a cell. */
  CellResult result(CellAnalysis cell) {
    return run.cells().get(cell.index());
  }

  /** Returns the table with what is needed to read it, ending with a line end. */
  public String terminal(Terminal terminal) {
    List<Element> elements = new ArrayList<>(HeaderSection.brief(this));
    elements.add(new Tabular(ComparisonTable.of(this)));
    elements.addAll(ProofSection.otherFormats(this));
    elements.addAll(TuningSection.elements(this));
    elements.addAll(ReportedSection.numbers(this));
    elements.addAll(HeaderSection.warnings(this));
    elements.add(Legend.brief(this));
    return TerminalRenderer.render(elements, terminal);
  }

  /**
   * Returns the whole report as Markdown, ending with a line end; its pictures are those that
   * {@link #writeMarkdown} puts beside it.
   */
  public String markdown() {
    List<Element> elements = new ArrayList<>(HeaderSection.full(this));
    elements.addAll(HeaderSection.warnings(this));
    elements.add(new Heading(2, "Results"));
    elements.add(new Tabular(ComparisonTable.of(this)));
    elements.add(Legend.full(this));
    elements.addAll(ReportedSection.full(this));
    elements.addAll(AccuracySection.elements(this));
    elements.addAll(GapSection.elements(this));
    elements.addAll(TargetSection.elements(this));
    elements.addAll(LearningCurves.elements(this));
    elements.addAll(ConfusionSection.elements(this));
    elements.addAll(SamplerSection.elements(this));
    elements.addAll(TuningSection.elements(this));
    elements.addAll(ProofSection.failures(this));
    elements.addAll(AgreementSection.elements(this));
    elements.addAll(ProofSection.certificates(this));
    elements.addAll(TimingSection.elements(this));
    elements.addAll(EnvironmentSection.elements(this));
    return MarkdownRenderer.render(elements);
  }

  /**
   * Writes the Markdown, and beside it the pictures that it shows.
   *
   * @param file the file, replaced as a whole if it is there
   * @throws BackbenchException {@code IO} if something cannot be written
   */
  public void writeMarkdown(Path file) {
    Map<String, String> drawn = new LinkedHashMap<>(LearningCurves.pictures(this));
    drawn.putAll(ConfusionSection.pictures(this));
    drawn.forEach(
        (path, picture) ->
            AtomicFile.write(file.resolveSibling(path), picture.getBytes(StandardCharsets.UTF_8)));
    SamplerSection.pictures(this)
        .forEach((path, picture) -> AtomicFile.write(file.resolveSibling(path), picture));
    AtomicFile.write(file, markdown().getBytes(StandardCharsets.UTF_8));
  }
}

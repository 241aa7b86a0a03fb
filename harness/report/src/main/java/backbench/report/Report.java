package backbench.report;

import backbench.analysis.RunAnalyzer;
import backbench.analysis.numbers.CellAnalysis;
import backbench.analysis.numbers.RunAnalysis;
import backbench.commons.AtomicFile;
import backbench.error.BackbenchException;
import backbench.report.Block.Heading;
import backbench.report.Block.Tabular;
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
    List<Block> blocks = new ArrayList<>(HeaderSection.brief(this));
    blocks.add(new Tabular(ComparisonTable.of(this)));
    blocks.addAll(TuningSection.blocks(this));
    blocks.addAll(ReportedSection.numbers(this));
    blocks.addAll(HeaderSection.warnings(this));
    blocks.add(Legend.brief(this));
    return TerminalRenderer.render(blocks, terminal);
  }

  /**
   * Returns the whole report as Markdown, ending with a line end; its pictures are those that
   * {@link #writeMarkdown} puts beside it.
   */
  public String markdown() {
    List<Block> blocks = new ArrayList<>(HeaderSection.full(this));
    blocks.addAll(HeaderSection.warnings(this));
    blocks.add(new Heading(2, "Results"));
    blocks.add(new Tabular(ComparisonTable.of(this)));
    blocks.add(Legend.full(this));
    blocks.addAll(ReportedSection.full(this));
    blocks.addAll(AccuracySection.blocks(this));
    blocks.addAll(GapSection.blocks(this));
    blocks.addAll(TargetSection.blocks(this));
    blocks.addAll(LearningCurves.blocks(this));
    blocks.addAll(ConfusionSection.blocks(this));
    blocks.addAll(SamplerSection.blocks(this));
    blocks.addAll(TuningSection.blocks(this));
    blocks.addAll(ProofSection.failures(this));
    blocks.addAll(AgreementSection.blocks(this));
    blocks.addAll(ProofSection.certificates(this));
    blocks.addAll(TimingSection.blocks(this));
    blocks.addAll(EnvironmentSection.blocks(this));
    return MarkdownRenderer.render(blocks);
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

package backbench.report;

import backbench.commons.AtomicFile;
import backbench.error.BackbenchException;
import backbench.report.Block.Heading;
import backbench.report.Block.Tabular;
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
 * @param summary the numbers
 */
public record Report(RunSummary summary) {

  /** Reports on a run against the baseline of its suite. */
  public static Report of(RunResult run) {
    return new Report(RunSummary.of(run));
  }

  /** Reports on a run against a backend of the caller's choice. */
  public static Report against(RunResult run, String baseline) {
    return new Report(RunSummary.against(run, baseline));
  }

  /** Returns the table with what is needed to read it, ending with a line end. */
  public String terminal(Terminal terminal) {
    List<Block> blocks = new ArrayList<>(HeaderSection.brief(summary));
    blocks.add(new Tabular(ComparisonTable.of(summary)));
    blocks.addAll(TuningSection.blocks(summary));
    blocks.addAll(ReportedSection.numbers(summary));
    blocks.addAll(HeaderSection.warnings(summary));
    blocks.add(Legend.brief(summary));
    return TerminalRenderer.render(blocks, terminal);
  }

  /**
   * Returns the whole report as Markdown, ending with a line end; its pictures are those that
   * {@link #writeMarkdown} puts beside it.
   */
  public String markdown() {
    List<Block> blocks = new ArrayList<>(HeaderSection.full(summary));
    blocks.addAll(HeaderSection.warnings(summary));
    blocks.add(new Heading(2, "Results"));
    blocks.add(new Tabular(ComparisonTable.of(summary)));
    blocks.add(Legend.full(summary));
    blocks.addAll(ReportedSection.full(summary));
    blocks.addAll(AccuracySection.blocks(summary));
    blocks.addAll(GapSection.blocks(summary));
    blocks.addAll(TargetSection.blocks(summary));
    blocks.addAll(LearningCurves.blocks(summary));
    blocks.addAll(ConfusionSection.blocks(summary));
    blocks.addAll(SamplerSection.blocks(summary));
    blocks.addAll(TuningSection.blocks(summary));
    blocks.addAll(ProofSection.failures(summary));
    blocks.addAll(AgreementSection.blocks(summary));
    blocks.addAll(ProofSection.certificates(summary));
    blocks.addAll(TimingSection.blocks(summary));
    blocks.addAll(EnvironmentSection.blocks(summary));
    return MarkdownRenderer.render(blocks);
  }

  /**
   * Writes the Markdown, and beside it the pictures that it shows.
   *
   * @param file the file, replaced as a whole if it is there
   * @throws BackbenchException {@code IO} if something cannot be written
   */
  public void writeMarkdown(Path file) {
    Map<String, String> drawn = new LinkedHashMap<>(LearningCurves.pictures(summary));
    drawn.putAll(ConfusionSection.pictures(summary));
    drawn.forEach(
        (path, picture) ->
            AtomicFile.write(file.resolveSibling(path), picture.getBytes(StandardCharsets.UTF_8)));
    SamplerSection.pictures(summary)
        .forEach((path, picture) -> AtomicFile.write(file.resolveSibling(path), picture));
    AtomicFile.write(file, markdown().getBytes(StandardCharsets.UTF_8));
  }
}

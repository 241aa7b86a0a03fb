package backbench.report;

import static backbench.results.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import backbench.report.text.Terminal;
import backbench.results.CellResult;
import backbench.results.EpochResult;
import backbench.results.ForkResult;
import backbench.results.LearnedRun;
import backbench.results.ReportRun;
import backbench.results.Reported;
import backbench.results.Status;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** Tests what a report says of accuracies: reported, across backends, by epoch and by class. */
class LearnedReportTest {

  private static final Report FULL = Report.of(LearnedRun.full());
  private static final Reported CURVED =
      new Reported(
          3,
          "a write-up",
          null,
          null,
          new Reported.Scores(null, null, null, null, null),
          null,
          new Reported.Curve(
              List.of(), List.of(), List.of(), List.of(0.5, 0.75), List.of(), List.of()));
  private static final String HOSTILE = "<script>]( & \"x\"\uFFFF";

  @Test
  void everythingSaidOfAccuraciesIsAsReviewed() throws Exception {
    String markdown = FULL.markdown();
    assertGolden(
        LearnedReportTest.class,
        "learned.md",
        markdown.substring(
            markdown.indexOf("## Reported and measured"), markdown.indexOf("## Same batches")));
  }

  @Test
  void theTerminalHoldsReportedBesideMeasured() {
    assertThat(FULL.terminal(Terminal.PLAIN))
        .contains("Reported and measured", "nin, reported by: a write-up", "another machine");
    assertThat(Report.of(ReportRun.full()).terminal(Terminal.PLAIN)).doesNotContain("reported");
  }

  @Test
  void accuraciesAreReachedBelowOrWithinTheInterval() {
    assertThat(row("test accuracy", "0.97", "djl-pytorch")).endsWith("| **reached** |");
    assertThat(row("test accuracy", "0.97", "worse")).endsWith("| **below** |");
    assertThat(row("test accuracy", "0.97", "scattered"))
        .endsWith("| below, within the interval |");
    assertThat(row("test loss", "0.105", "djl-pytorch")).endsWith("| **reached** |");
    assertThat(row("test loss", "0.105", "worse")).endsWith("| **above** |");
    assertThat(row("seconds an epoch", "49 to 62", "vector")).endsWith("| another machine |");
  }

  @Test
  void aMeanThatIsTheReportedNumberAsFarAsThatGoesIsReached() {
    // 5,836 of 6,000: 0.97267, and a loss of 4 times what is missing: 0.10933.
    assertThat(judged(0.9727, 0.1093)).containsExactly("reached", "reached");
    assertThat(judged(0.9728, 0.1092)).containsExactly("below", "above");
    // More places ask for more, fewer for no less than four.
    assertThat(judged(0.97267, 0.10933)).containsExactly("reached", "reached");
    assertThat(judged(0.97268, 0.10932)).containsExactly("below", "above");
    assertThat(judged(0.98, 0.1)).containsExactly("below", "above");
  }

  @Test
  void anIntervalHoldsTheReportedNumberIfItDoesAsShown() {
    // The interval of three seeds, all alike but one, ends between two places.
    CellResult cell = LearnedRun.cell("nin", "a", Status.OK, 10, 1_945, 1_945, 1_946);
    String shown =
        judgement(cell, document(0.99, null)).replaceFirst(".*, (0\\.\\d{4})\\].*", "$1");

    assertThat(judgement(cell, document(Double.parseDouble(shown), null)))
        .endsWith("| below, within the interval |");
    assertThat(judgement(cell, document(Double.parseDouble(shown) + 0.0001, null)))
        .endsWith("| **below** |");
  }

  @Test
  void whereAForkEndedBadlyTheOthersAreNotJudged() {
    CellResult good = LearnedRun.cell("nin", "a", Status.OK, 10, 1_950, 1_960, 1_970);
    CellResult bad =
        LearnedRun.withBadFork(
            LearnedRun.cell("nin", "b", Status.OK, 10, 1_950, 1_960), Status.NOT_FINITE);
    Report report = Report.of(LearnedRun.run(0.96, document(0.9, 0.5), List.of(good, bad)));

    assertThat(report.markdown())
        .containsPattern("\\| test accuracy \\| 0.9 \\| a \\| .* \\| \\*\\*reached\\*\\* \\|")
        .containsPattern("\\| test accuracy \\| 0.9 \\| b \\| ~~.* \\| none: not finite \\|")
        .containsPattern("\\| test loss \\| 0.5 \\| b \\| ~~.* \\| none: not finite \\|")
        .containsPattern("\\| b \\| ~~0.9775.* \\| 2 \\| none: not finite \\|")
        .containsPattern("\\| b \\| 2 of 3 \\| 3 \\| — \\| — \\|");
    CellResult baseline =
        LearnedRun.withBadFork(
            LearnedRun.cell("nin", "djl-pytorch", Status.OK, 10, 1_950, 1_960), Status.CRASHED);
    CellResult uncertified =
        LearnedRun.cell("nin", "a", Status.UNCERTIFIED, 10, 1_950, 1_960, 1_970);
    assertThat(Report.of(LearnedRun.run(null, null, List.of(baseline, uncertified))).markdown())
        .containsPattern("\\| a \\|.* \\| 2 \\| none: the reference is crashed \\|");
  }

  @Test
  void aCellThatNeverGotThroughDidNotReachTheTarget() {
    CellResult good = LearnedRun.cell("nin", "a", Status.OK, 10, 1_950);
    CellResult none =
        LearnedRun.withBadFork(LearnedRun.cell("nin", "b", Status.OK, 10, 1_950), Status.TIMED_OUT);
    CellResult lost =
        new CellResult(
            none.key(),
            0,
            none.status(),
            none.reason(),
            none.subject(),
            none.certificate(),
            none.forks().subList(1, 2));
    assertThat(Report.of(LearnedRun.run(0.9, null, List.of(good, lost))).markdown())
        .containsPattern("\\| b \\| not reached \\| — \\| — \\| — \\|");
  }

  @Test
  void whatIsReportedOfTheLastEpochIsDrawnOnlyWhereTheTrainingIsAsLong() {
    CellResult cell = LearnedRun.cell("nin", "a", Status.OK, 10, 1_950, 1_960);
    Reported longer =
        new Reported(
            30,
            "a write-up",
            null,
            null,
            new Reported.Scores(0.9876, null, null, null, null),
            null,
            Reported.Curve.NONE);

    assertThat(picture(cell, document(0.9876, null))).contains("a 0.9775, reported 0.9876");
    assertThat(picture(cell, longer)).contains("a 0.9775").doesNotContain("0.9876");
  }

  @Test
  void aCurveOfWhichTheFirstEpochWasNotMeasuredIsInTheTableAllTheSame() {
    CellResult whole = LearnedRun.cell("nin", "a", Status.OK, 10, 1_950);
    ForkResult fork = whole.forks().get(0);
    List<EpochResult> epochs = new ArrayList<>(fork.training().epochs());
    epochs.set(0, LearnedRun.withoutTraining(epochs.get(0)));
    CellResult cell = LearnedRun.withEpochs(whole, epochs);

    assertThat(Report.of(LearnedRun.run(null, CURVED, List.of(cell))).terminal(Terminal.PLAIN))
        .contains("nin, reported by: a write-up")
        .doesNotContain("nothing was measured");
    assertThat(Report.of(LearnedRun.run(null, CURVED, List.of(cell))).markdown())
        .contains("nin, reported by: a write-up")
        .contains("nin: training accuracy by epoch")
        .containsPattern("\\| 1 \\| 0.5 \\| — \\|\n\\| 2 \\| 0.75 \\| 0.9878 \\|");
  }

  @Test
  void numbersThatAreWiderThanTheTerminalAreShownAllTheSame() {
    CellResult cell = LearnedRun.cell("nin", "a".repeat(90), Status.OK, 10, 1_950, 1_960);
    String shown =
        Report.of(LearnedRun.run(null, document(0.9, 0.5), List.of(cell)))
            .terminal(new Terminal(80, false, true));
    assertThat(shown).doesNotContain("nothing was measured").contains("0.9775");
  }

  @Test
  void anUncertifiedResultIsStruckThroughEvenIfItReachesWhatIsReported() {
    assertThat(row("test accuracy", "0.97", "sloppy")).contains("~~0.97").contains("| reached |");
  }

  @Test
  void aTrainingOfAnotherLengthThanTheReportedOneIsNotJudged() {
    Reported longer =
        new Reported(
            30,
            "a write-up",
            null,
            null,
            new Reported.Scores(0.9, 0.5, null, null, null),
            null,
            Reported.Curve.NONE);
    CellResult cell = LearnedRun.cell("nin", "a", Status.OK, 10, 1_950, 1_960);
    assertThat(Report.of(LearnedRun.run(null, longer, List.of(cell))).markdown())
        .containsPattern("\\| test accuracy \\| 0.9 \\| a \\| .* \\| none: 3 of 30 epochs \\|")
        .containsPattern("\\| test loss \\| 0.5 \\| a \\| .* \\| none: 3 of 30 epochs \\|");
  }

  @Test
  void whatIsNotAsInTheDocumentIsSaidAndNotJudged() {
    Reported other =
        new Reported(
            3,
            "a write-up",
            "a tenth of the photographs",
            null,
            new Reported.Scores(0.9, null, null, null, null),
            null,
            Reported.Curve.NONE);
    CellResult cell = LearnedRun.cell("nin", "a", Status.OK, 10, 1_950, 1_960);
    Report report = Report.of(LearnedRun.run(null, other, List.of(cell)));

    assertThat(report.markdown())
        .containsPattern("\\| test accuracy \\| 0.9 \\| a \\| .* \\| none: see the caveat \\|")
        .contains("caveat of nin: a tenth of the photographs");
    assertThat(report.terminal(Terminal.PLAIN)).contains("a tenth of the photographs");
  }

  @Test
  void aTrainingAccuracyOfTheEpochIsNoMeasureOfOneAfterIt() {
    assertThat(row("training accuracy", "0.999", "djl-pytorch"))
        .contains("0.9978")
        .endsWith("| none: measured otherwise |");
  }

  @Test
  void whereTrainingSamplesWereEvaluatedTheGapIsShownWhateverIsReported() {
    String markdown = Report.of(LearnedRun.oneSeedOfManyClasses()).markdown();

    // 8,990 of 9,000 less 1,950 of 2,000.
    assertThat(markdown).contains("## Training and test accuracy");
    assertThat(markdown.substring(markdown.indexOf("## Training and test")))
        .contains("| vector | 0.9989 | 0.9750 | +0.0239 |");
    // An interval of a difference is cut off nowhere: scattered may well not overfit.
    assertThat(FULL.markdown()).containsPattern("\\| scattered \\|.*\\| \\+0.0294 \\[-0.0");
    assertThat(FULL.markdown()).containsPattern("training accuracy after 3 epochs: djl-pytorch");
    assertThat(Report.of(ReportRun.full()).markdown()).doesNotContain("Training and test");
  }

  @Test
  void whatWasNotMeasuredIsNotJudged() {
    Reported loss =
        new Reported(
            3,
            "a write-up",
            null,
            null,
            new Reported.Scores(null, null, null, null, 0.9),
            null,
            Reported.Curve.NONE);
    CellResult unevaluated = LearnedRun.cell("nin", "a", Status.OK, 10, 1_900);
    CellResult plain =
        ReportRun.cell(
            "nin", "a", Status.OK, null, unevaluated.certificate(), ReportRun.forks(1, "a", 1));
    assertThat(Report.of(LearnedRun.run(null, loss, List.of(plain))).markdown())
        .contains("| training accuracy | 0.9 | a | not measured |");
  }

  @Test
  void backendsAreEquivalentDifferentOrNotShownToBeEither() {
    String markdown = FULL.markdown();
    assertThat(markdown)
        .containsPattern("\\| vector \\|.*\\| 3 \\| \\*\\*equivalent within ±0.005\\*\\* \\|")
        .containsPattern("\\| vector \\| 2 of 3 \\| 3 \\| — \\| — \\|")
        .containsPattern("\\| worse \\|.*\\| 3 \\| \\*\\*differs by -0.0302\\*\\* \\|")
        .containsPattern("\\| scattered \\|.*\\| 3 \\| not shown \\(3 seeds\\) \\|");
  }

  @Test
  void oneSeedShowsNoEquivalenceHoweverAlike() {
    assertThat(Report.of(LearnedRun.oneSeedOfManyClasses()).markdown())
        .contains("not shown (one seed shows nothing)")
        .doesNotContain("equivalent within");
  }

  @Test
  void aLoneBackendIsComparedWithNobody() {
    CellResult alone = LearnedRun.cell("nin", "a", Status.OK, 10, 1_950, 1_960);
    assertThat(Report.of(LearnedRun.run(null, null, List.of(alone))).markdown())
        .doesNotContain("Accuracy across backends");
  }

  @Test
  void theTimeToATargetHasNoMeanWhereAForkDoesNotGetThere() {
    String markdown = FULL.markdown();
    String section = markdown.substring(markdown.indexOf("## Time to"));
    assertThat(section)
        .startsWith("## Time to a test accuracy of 0.972\n")
        .containsPattern("\\| djl-pytorch \\| 3 of 3 \\| 3 \\| 6.3[78] .* \\| 7.[45].* \\|")
        .containsPattern("\\| worse \\| \\*\\*not reached\\*\\* \\| — \\| — \\| — \\|");
    CellResult all = LearnedRun.cell("nin", "a", Status.OK, 10, 1_950, 1_960);
    // Two epochs of 2.0 and 2.1 s of steps, each with 0.025 s around them and evaluations of 0.25
    // and 0.125 s.
    assertThat(Report.of(LearnedRun.run(0.94, null, List.of(all))).markdown())
        .containsPattern("\\| a \\| 2 of 2 \\| 2 \\| 4.1[45] \\[.*\\] \\| 4.[89]. \\[.*\\] \\|");
    assertThat(Report.of(LearnedRun.oneSeedOfManyClasses()).markdown()).doesNotContain("Time to");
  }

  @Test
  void confusionsAreSummedOverForksAndTheLargestShownOfManyClasses() {
    // 195 + 194.4 + 195.6 of each class of 200, the first ones with the remainders.
    assertThat(FULL.markdown()).contains("| 0 | **586** | 16 | · |");
    String many = Report.of(LearnedRun.oneSeedOfManyClasses()).markdown();
    assertThat(many).contains("| true | taken for | samples | of the class (%) |");
    assertThat(many).contains("| 0 | 1 | 2 | 4.3 |").doesNotContain("| 10 | 11 |");
  }

  @Test
  void manyClassesAreDrawnAndFewAreATable(@TempDir Path folder) throws Exception {
    Report many = Report.of(LearnedRun.oneSeedOfManyClasses());
    many.writeMarkdown(folder.resolve("report.md"));

    assertThat(Files.readString(folder.resolve("report.md"))).contains("](confusions/nin.svg)");
    Document picture = parsed(Files.readString(folder.resolve("confusions/nin.svg")));
    assertThat(picture.getElementsByTagName("desc").item(0).getTextContent())
        .contains("djl-pytorch 1,950 right of 2,000; vector 1,950 right of 2,000");
    // Of two backends and 45 classes, what is right and the one class that each is taken for; paper
    // and two frames.
    assertThat(picture.getElementsByTagName("rect").getLength()).isEqualTo(2 * 2 * 45 + 3);
    assertThat(ConfusionSection.pictures(FULL)).isEmpty();
  }

  @Test
  void eachNetworkHasAPictureThatTheReportShowsInWords(@TempDir Path folder) throws Exception {
    FULL.writeMarkdown(folder.resolve("report.md"));

    String svg = Files.readString(folder.resolve("curves/nin.svg"));
    assertGolden(LearnedReportTest.class, "learned.svg", svg);
    Document picture = parsed(svg);
    String words = picture.getElementsByTagName("desc").item(0).getTextContent();
    assertThat(words)
        .contains(
            "training loss after 3 epochs", "djl-pytorch 0.2000", "reported 0.9500 (epoch 2)");
    assertThat(Files.readString(folder.resolve("report.md"))).contains("](curves/nin.svg)");
    assertThat(svg).contains("prefers-color-scheme:dark", "stroke-dasharray");
  }

  @Test
  void oneEpochIsNoCurve() {
    CellResult two = LearnedRun.cell("nin", "a", Status.OK, 10, 1_950);
    assertThat(LearningCurves.pictures(Report.of(LearnedRun.run(null, null, List.of(two)))))
        .hasSize(1);
    assertThat(
            LearningCurves.pictures(
                Report.of(
                    ReportRun.run(
                        1,
                        null,
                        List.of(
                            ReportRun.cell(
                                "nin",
                                "a",
                                Status.OK,
                                null,
                                null,
                                List.of(backbench.results.SampleRun.fork(0, 1e-3))))))))
        .isEmpty();
  }

  @Test
  void whatAResultSaysBecomesNoMarkupAndNoPath(@TempDir Path folder) throws Exception {
    CellResult hostile = LearnedRun.cell("../" + HOSTILE, HOSTILE, Status.OK, 10, 1_950, 1_950);
    Report report = Report.of(LearnedRun.run(0.9, LearnedRun.REPORTED, List.of(hostile)));

    Map<String, String> pictures = LearningCurves.pictures(report);

    assertThat(pictures).containsOnlyKeys("curves/network-1.svg");
    String svg = pictures.get("curves/network-1.svg");
    assertThat(svg).doesNotContain("<script");
    assertThat(parsed(svg).getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("../<script>]( & \"x\"");
    report.writeMarkdown(folder.resolve("run/report.md"));
    assertThat(folder.resolve("run/curves")).isDirectoryContaining("glob:**/network-1.svg");
    assertThat(report.markdown()).doesNotContain("<script").doesNotContain("]( &");
  }

  private static List<String> judged(double accuracy, double loss) {
    CellResult cell = LearnedRun.cell("nin", "a", Status.OK, 10, 1_945, 1_945, 1_946);
    return Report.of(LearnedRun.run(null, document(accuracy, loss), List.of(cell)))
        .markdown()
        .lines()
        .filter(line -> line.startsWith("| test accuracy | 0.") || line.startsWith("| test loss |"))
        .map(line -> line.replaceFirst(".*\\| \\**([a-z]+)[^|]*\\|$", "$1"))
        .toList();
  }

  private static Reported document(double accuracy, @Nullable Double loss) {
    return new Reported(
        3,
        "a write-up",
        null,
        null,
        new Reported.Scores(accuracy, loss, null, null, null),
        null,
        Reported.Curve.NONE);
  }

  private static String judgement(CellResult cell, Reported document) {
    return Report.of(LearnedRun.run(null, document, List.of(cell)))
        .markdown()
        .lines()
        .filter(line -> line.startsWith("| test accuracy | 0."))
        .findFirst()
        .orElseThrow();
  }

  private static String picture(CellResult cell, Reported document) {
    return LearningCurves.pictures(Report.of(LearnedRun.run(null, document, List.of(cell))))
        .get("curves/nin.svg");
  }

  private static String row(String... cells) {
    String start = "| " + String.join(" | ", cells) + " |";
    return FULL.markdown().lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}

package backbench.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.report.picture.CurvePanel.Line;
import backbench.report.picture.CurvePanel.Point;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurveSvgTest {

  @ParameterizedTest
  @CsvSource({"1, 0.2", "5, 1", "2.3, 0.5", "0.04, 0.01", "30, 10", "100, 20"})
  void ticksAreRoundNumbersAboutAFifthOfTheRangeApart(double range, double step) {
    assertThat(CurveSvg.niceStep(range)).isCloseTo(step, org.assertj.core.data.Offset.offset(1e-9));
  }

  @Test
  void linesStayInTheirPanelAndRunUpwardsWithTheValue() {
    String svg = draw(panel(true, point(1, 0.5, 0.4, 0.6), point(2, 0.9, 0.8, 0.95)));

    // The panel's field is 56 + 8 to 430 - 16 - 8 across and 34 to 220 down; its axis 0.4 to 1.
    assertThat(svg).contains("<path class=\"s0\" d=\"M64.0 189.0L406.0 65.0\"/>");
    assertThat(svg).contains("<path class=\"band f0\" d=\"M64.0 158.0L406.0 49.5L");
  }

  @Test
  void withoutSpreadThereIsNoBand() {
    assertThat(draw(panel(false, point(1, 2, 2, 2), point(2, 1, 1, 1)))).doesNotContain("\"band");
  }

  @Test
  void whatIsReportedOfSomeEpochsHasRingsThereAndNoLineBetween() {
    Line measured = new Line(0, List.of(point(1, 0.5, 0.5, 0.5), point(3, 1, 1, 1)));
    Line some = new Line(Line.REPORTED, List.of(point(1, 0.5, 0.5, 0.5), point(3, 1, 1, 1)));
    Line all = new Line(Line.REPORTED, List.of(point(1, 0.5, 0.5, 0.5), point(2, 1, 1, 1)));

    assertThat(draw(new CurvePanel("q", true, List.of(measured, some))))
        .containsPattern("class=\"reported\" d=\"M64.0 [0-9.]+M406.0 [0-9.]+\"")
        .containsPattern("class=\"reported ring\" d=\"M64.0 [0-9.]+m-5 0a5 5.*M406.0 [0-9.]+m-5 ");
    assertThat(draw(new CurvePanel("q", true, List.of(measured, all)))).doesNotContain("a5 5");
  }

  @Test
  void aCurveThatNeverMovesIsDrawnAllTheSame() {
    assertThat(draw(panel(true, point(1, 1, 1, 1), point(2, 1, 1, 1)))).doesNotContain("NaN");
    assertThat(draw(panel(false, point(1, 0, 0, 0), point(2, 0, 0, 0)))).doesNotContain("NaN");
  }

  private static String draw(CurvePanel panel) {
    return CurveSvg.draw("net", "words", List.of("a"), List.of(panel));
  }

  private static CurvePanel panel(boolean accuracy, Point... points) {
    return new CurvePanel("quantity", accuracy, List.of(new Line(0, List.of(points))));
  }

  private static Point point(int epoch, double value, double low, double high) {
    return new Point(epoch, value, low, high);
  }
}

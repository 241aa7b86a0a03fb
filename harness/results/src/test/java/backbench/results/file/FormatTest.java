package backbench.results.file;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.results.CellKind;
import backbench.results.CertificateResult;
import backbench.results.ForkResult;
import backbench.results.Outcome;
import backbench.results.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Sees to it that the properties of results do not change without a new version. */
class FormatTest {

  private static final String RECORDED = "format-" + ResultJson.FORMAT_VERSION + ".txt";

  @Test
  void thePropertiesOfThisVersionAreThoseThatWereRecorded() throws Exception {
    List<String> now = new ArrayList<>();
    now.add("# result.json");
    now.addAll(properties(RunResult.class));
    now.add("# run.json");
    now.addAll(own(PlannedRun.class, RunResult.class));
    now.add("# trials/N.json");
    now.addAll(own(RunFolder.TrialRecord.class, ForkResult.class));
    now.add("# certificates/C.json");
    now.addAll(own(RunFolder.KeptCertificate.class, CertificateResult.class));
    String text = String.join("\n", now) + "\n";
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", RECORDED), text);

    assertThat(text)
        .as(
            "Results have other properties than version %d was recorded with. Count the version up"
                + " in Migrations, add the step that leads to it, and commit target/%s, which this"
                + " test has written, as the list of the new version.",
            ResultJson.FORMAT_VERSION, RECORDED)
        .isEqualTo(recorded());
  }

  @Test
  void everyKindOfCellHasOneOutcomeByItsName() {
    assertThat(Variants.of(Outcome.class).keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(CellKind.values()).map(CellKind::name).toList());
  }

  @Test
  void noRecordOfAResultHasMoreThanEightComponents() {
    Set<Class<?>> records = new HashSet<>();
    records(RunResult.class, records);
    assertThat(records)
        .hasSizeGreaterThan(20)
        .allSatisfy(each -> assertThat(each.getRecordComponents()).hasSizeLessThanOrEqualTo(8));
  }

  private static void records(Type type, Set<Class<?>> found) {
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(each -> records(each, found));
    } else if (((Class<?>) type).isSealed()) {
      Variants.of((Class<?>) type).values().forEach(each -> records(each, found));
    } else if (((Class<?>) type).isRecord() && found.add((Class<?>) type)) {
      Arrays.stream(((Class<?>) type).getRecordComponents())
          .forEach(each -> records(each.getGenericType(), found));
    }
  }

  private static String recorded() throws IOException {
    try (InputStream file = FormatTest.class.getResourceAsStream(RECORDED)) {
      return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> properties(Class<?> type) {
    List<String> lines = new ArrayList<>();
    walk(type, "", lines);
    return lines;
  }

  /** Lists the properties of a file that holds a part of which the properties are listed above. */
  private static List<String> own(Class<?> type, Class<?> part) {
    List<String> lines = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getType() == part) {
        lines.add(component.getName() + ": as above");
      } else {
        property(component, "", lines);
      }
    }
    return lines;
  }

  private static void walk(Class<?> type, String path, List<String> lines) {
    for (RecordComponent component : type.getRecordComponents()) {
      property(component, path, lines);
    }
  }

  private static void property(RecordComponent component, String path, List<String> lines) {
    boolean nullable = RecordReader.nullable(component.getAnnotatedType());
    described(
        component.getGenericType(),
        RecordReader.under(path, component.getName()),
        nullable ? " or null" : "",
        lines);
  }

  private static void described(Type type, String path, String orNull, List<String> lines) {
    if (type instanceof ParameterizedType generic) {
      boolean list = generic.getRawType() == List.class;
      lines.add(path + ": " + (list ? "list" : "map") + orNull);
      Type element = generic.getActualTypeArguments()[list ? 0 : 1];
      described(element, path + (list ? "[]" : "{}"), "", lines);
      return;
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isRecord()) {
      lines.add(path + ": object" + orNull);
      walk(raw, path, lines);
    } else if (raw.isSealed()) {
      lines.add(path + ": object" + orNull);
      for (Map.Entry<String, Class<?>> each : Variants.of(raw).entrySet()) {
        lines.add(path + ".kind: " + each.getKey());
        walk(each.getValue(), path, lines);
      }
    } else if (raw.isEnum()) {
      String names =
          new TreeSet<>(Arrays.stream(raw.getEnumConstants()).map(String::valueOf).toList())
              .stream().collect(Collectors.joining(", "));
      lines.add(path + ": " + names + orNull);
    } else {
      lines.add(path + ": " + raw.getSimpleName().toLowerCase(Locale.ROOT) + orNull);
    }
  }
}

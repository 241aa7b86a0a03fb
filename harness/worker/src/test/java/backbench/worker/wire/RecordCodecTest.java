package backbench.worker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.data.DataSource;
import backbench.graph.Graph;
import backbench.graph.Initializer;
import backbench.graph.Layer;
import backbench.spi.Optimizer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordCodecTest {

  record Everything(
      int i,
      Integer boxed,
      long l,
      double d,
      float f,
      boolean b,
      String s,
      Path path,
      Optional<Map<String, List<Double>>> nested) {}

  @SuppressWarnings("ArrayRecordComponent")
  record Arrays5(byte[] bytes, int[] ints, long[] longs, float[] floats, double[] doubles) {}

  record Positive(int value) {
    Positive {
      if (value < 1) {
        throw new IllegalArgumentException("not positive");
      }
    }
  }

  record Unspeakable(StringBuilder text) {}

  record Pair(Map<String, Integer> map) {}

  /** Nests by an option: two levels a link. */
  record Chain(Optional<Chain> next) {}

  /** Nests a chain one level deeper. */
  record Anchor(Chain first) {}

  record Row(List<Row> next) {}

  record Values(Map<String, Values> next) {}

  record Keys(Map<Keys, Boolean> next) {}

  record Truths(List<Boolean> all) {}

  static Stream<Job> jobs() {
    return Samples.jobs();
  }

  static Stream<Event> events() {
    return Samples.events();
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void everyJobSurvivesTheRoundTrip(Job job) throws Exception {
    assertThat(RecordCodec.decode(Job.class, RecordCodec.encode(Job.class, job))).isEqualTo(job);
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventSurvivesTheRoundTrip(Event event) throws Exception {
    Event back = RecordCodec.decode(Event.class, RecordCodec.encode(Event.class, event));
    assertThat(back).usingRecursiveComparison().isEqualTo(event);
  }

  @Test
  void everyKindOfJobAndEventIsAmongTheSamples() {
    Set<Object> kinds = new HashSet<>();
    Samples.jobs().forEach(job -> kinds.add(job.getClass()));
    Samples.events().forEach(event -> kinds.add(event.getClass()));
    assertThat(kinds)
        .containsAll(records(Job.class).toList())
        .containsAll(records(Event.class).toList());
  }

  private static Stream<Class<?>> records(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .flatMap(each -> each.isSealed() ? records(each) : Stream.of(each));
  }

  @Test
  void everyKindOfDataSourceSurvivesTheRoundTrip() throws Exception {
    Set<Object> kinds = new HashSet<>();
    for (DataSource source : Samples.sources().toList()) {
      kinds.add(source.getClass());
      assertThat(RecordCodec.decode(DataSource.class, RecordCodec.encode(DataSource.class, source)))
          .isEqualTo(source);
    }
    assertThat(kinds).contains((Object[]) DataSource.class.getPermittedSubclasses());
  }

  @Test
  void everyKindOfOptimizerSurvivesTheRoundTrip() throws Exception {
    Set<Object> kinds = new HashSet<>();
    for (Optimizer optimizer : Samples.optimizers().toList()) {
      kinds.add(optimizer.getClass());
      assertThat(
              RecordCodec.decode(Optimizer.class, RecordCodec.encode(Optimizer.class, optimizer)))
          .isEqualTo(optimizer);
    }
    assertThat(kinds)
        .contains(Optimizer.Sgd.class)
        .contains((Object[]) Optimizer.Adaptive.class.getPermittedSubclasses());
  }

  @Test
  void everyKindOfLayerSurvivesTheRoundTrip() throws Exception {
    Graph graph = Samples.graphOfAllLayers();
    Set<Object> kinds = new HashSet<>();
    graph.nodes().forEach(node -> kinds.add(node.layer().getClass()));
    assertThat(kinds).contains((Object[]) Layer.class.getPermittedSubclasses());
    assertThat(RecordCodec.decode(Graph.class, RecordCodec.encode(Graph.class, graph)))
        .isEqualTo(graph);
  }

  @Test
  void everyHandledTypeSurvivesTheRoundTrip() throws Exception {
    Everything value =
        new Everything(
            -1,
            7,
            Long.MIN_VALUE,
            Double.NaN,
            Float.NEGATIVE_INFINITY,
            true,
            "grün\u0000",
            Path.of("a", "b"),
            Optional.of(Map.of("x", List.of(1.0, -0.0))));
    assertThat(RecordCodec.decode(Everything.class, RecordCodec.encode(Everything.class, value)))
        .isEqualTo(value);
    Arrays5 arrays =
        new Arrays5(
            new byte[] {1},
            new int[] {2, -3},
            new long[] {3, Long.MIN_VALUE, 4},
            new float[] {4, -0f, 0.1f, 5},
            new double[] {5, -0.0, 0.1, 0.25, 6});
    assertThat(RecordCodec.decode(Arrays5.class, RecordCodec.encode(Arrays5.class, arrays)))
        .usingRecursiveComparison()
        .isEqualTo(arrays);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void everyTruncationIsRefused(Job job) {
    byte[] bytes = RecordCodec.encode(Job.class, job);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> RecordCodec.decode(Job.class, cut))
          .as("first %d of %d bytes", length, bytes.length)
          .isInstanceOf(WireException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void damagedBytesAreRefusedOrMeanSomethingElseButNeverBreakTheReader(Job job) {
    byte[] bytes = RecordCodec.encode(Job.class, job);
    Random random = new Random(5);
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged = bytes.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(RecordCodec.decode(Job.class, damaged)).isNotNull();
      } catch (WireException e) {
        assertThat(e).hasMessageContaining(" ");
      }
    }
  }

  @Test
  void hugeSizesAreRefusedBeforeAnythingIsAllocated() {
    byte[] bytes = ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).array();
    assertThatThrownBy(() -> RecordCodec.decode(Arrays5.class, bytes))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("a size of 2147483647");
  }

  @Test
  void aListOfAMillionElementsIsReadAndALongerOneRefused() throws Exception {
    int most = 1 << 20;
    byte[] whole = ByteBuffer.allocate(4 + most).putInt(most).array();
    assertThat(RecordCodec.decode(Truths.class, whole).all()).hasSize(most);
    byte[] longer = ByteBuffer.allocate(5 + most).putInt(most + 1).array();
    assertThatThrownBy(() -> RecordCodec.decode(Truths.class, longer))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("a size of 1048577, expected 0 to 1048576");
  }

  @Test
  void valuesNestAtMost64Deep() throws Exception {
    assertThat(roundTrip(Anchor.class, new Anchor(chain(31)))).isEqualTo(new Anchor(chain(31)));
    assertTooDeep(Chain.class, chain(32));
  }

  @Test
  void listsMapsAndTheirKeysNestNoDeeper() throws Exception {
    Row row = new Row(List.of());
    Values values = new Values(Map.of());
    Keys keys = new Keys(Map.of());
    for (int i = 0; i < 31; i++) {
      row = new Row(List.of(row));
      values = new Values(Map.of("next", values));
      keys = new Keys(Map.of(keys, true));
    }
    assertThat(roundTrip(Row.class, row)).isEqualTo(row);
    assertThat(roundTrip(Values.class, values)).isEqualTo(values);
    assertThat(RecordCodec.encode(Keys.class, roundTrip(Keys.class, keys)))
        .isEqualTo(RecordCodec.encode(Keys.class, keys));
    assertTooDeep(Row.class, new Row(List.of(row)));
    assertTooDeep(Values.class, new Values(Map.of("next", values)));
    assertTooDeep(Keys.class, new Keys(Map.of(keys, true)));
  }

  private static Chain chain(int links) {
    Chain chain = new Chain(Optional.empty());
    for (int i = 0; i < links; i++) {
      chain = new Chain(Optional.of(chain));
    }
    return chain;
  }

  private static <T> T roundTrip(Class<T> type, T value) throws WireException {
    return RecordCodec.decode(type, RecordCodec.encode(type, value));
  }

  private static <T> void assertTooDeep(Class<T> type, T value) {
    byte[] bytes = RecordCodec.encode(type, value);
    assertThatThrownBy(() -> RecordCodec.decode(type, bytes))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("deeper than 64");
  }

  @Test
  void aForeignNameIsShownUpToItsFortiethCharacter() {
    assertThatThrownBy(() -> RecordCodec.decode(Initializer.class, named("\n" + "n".repeat(39))))
        .hasMessageContaining("'?" + "n".repeat(39) + "' is no");
    assertThatThrownBy(() -> RecordCodec.decode(Initializer.class, named("n".repeat(41))))
        .hasMessageContaining("'" + "n".repeat(40) + "…' is no");
  }

  private static byte[] named(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).array();
  }

  @Test
  void bytesAfterTheValueAreRefused() {
    byte[] bytes = RecordCodec.encode(Positive.class, new Positive(1));
    assertThatThrownBy(() -> RecordCodec.decode(Positive.class, Arrays.copyOf(bytes, 5)))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("1 bytes follow");
  }

  @Test
  void valuesThatARecordRefusesAreRefused() {
    assertThatThrownBy(() -> RecordCodec.decode(Positive.class, new byte[4]))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("not positive");
  }

  @Test
  void onlyPermittedRecordsCanBeNamed() {
    assertThatThrownBy(() -> RecordCodec.decode(Initializer.class, named("String")))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("'String' is no Initializer");
  }

  @Test
  void aRepeatedKeyIsRefused() {
    byte[] bytes =
        ByteBuffer.allocate(22)
            .putInt(2)
            .putInt(1)
            .put((byte) 'k')
            .putInt(1)
            .putInt(1)
            .put((byte) 'k')
            .putInt(2)
            .array();
    assertThatThrownBy(() -> RecordCodec.decode(Pair.class, bytes))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("twice");
  }

  @Test
  void aTypeWithoutASpellingIsAProgrammingError() {
    assertThatThrownBy(
            () -> RecordCodec.encode(Unspeakable.class, new Unspeakable(new StringBuilder())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("StringBuilder");
  }
}

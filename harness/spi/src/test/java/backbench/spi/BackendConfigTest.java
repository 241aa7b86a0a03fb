package backbench.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.LayerKind;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackendConfigTest {

  private static final BackendConfig PLAIN = BackendConfig.cpu(2, 7, Path.of("scratch"));

  private static final BackendInfo INFO =
      BackendInfo.builder("mine", "Mine", Set.of(LayerKind.DENSE))
          .tunings(Set.of(Tuning.BEST, Tuning.ENGINE_LOOP))
          .options(Set.of("colour"))
          .limits(
              Map.of(
                  Tuning.ENGINE_LOOP,
                  TuningLimits.builder().missingOptions(Set.of("colour")).build()))
          .build();

  @Test
  void aBuilderOfAConfigurationMakesAnEqualOne() {
    BackendConfig config =
        BackendConfig.builder(3, 9, Path.of("scratch"))
            .device(Device.GPU)
            .cache(Path.of("cache"))
            .tuning(Tuning.ENGINE_LOOP)
            .options(Map.of("colour", "red"))
            .build();
    assertThat(config.toBuilder().build()).isEqualTo(config).hasSameHashCodeAs(config);
    assertThat(config.toBuilder().cache(Path.of("other")).build()).isNotEqualTo(config);
    assertThat(config).hasToString(config.toBuilder().build().toString());
  }

  @Test
  void threadsOutOfRangeAreRefused() {
    for (int threads : new int[] {0, -1, 1025}) {
      assertThatThrownBy(() -> BackendConfig.cpu(threads, 7, Path.of("scratch")))
          .isInstanceOf(BackbenchException.class)
          .hasMessage("threads is from 1 to 1024, not " + threads);
    }
  }

  @Test
  void theCacheIsThatOfTheVariableElseTheUsers() {
    Path home = Path.of(System.getProperty("user.home"));
    assertThat(BackendConfig.userCache(Map.of("BACKBENCH_CACHE", "c", "XDG_CACHE_HOME", "x")))
        .isEqualTo(Path.of("c"));
    assertThat(BackendConfig.userCache(Map.of("BACKBENCH_CACHE", "", "XDG_CACHE_HOME", "x")))
        .isEqualTo(Path.of("x", "backbench"));
    assertThat(BackendConfig.userCache(Map.of())).isEqualTo(home.resolve(".cache/backbench"));
    assertThat(PLAIN.cache())
        .isEqualTo(BackendConfig.backendCache(BackendConfig.userCache(System.getenv())));
  }

  @Test
  void whatIsDeclaredIsSupported() {
    assertThatCode(() -> INFO.requireSupport(PLAIN.withOptions(Map.of("colour", "red"))))
        .doesNotThrowAnyException();
    assertThatCode(() -> INFO.requireSupport(PLAIN.withTuning(Tuning.ENGINE_LOOP)))
        .doesNotThrowAnyException();
  }

  @Test
  void whatIsNotDeclaredIsRefusedAndSaysWhatIs() {
    assertRefused(
        PLAIN.toBuilder().device(Device.GPU).build(), "mine has no device GPU; it has [CPU]");
    assertRefused(
        PLAIN.withTuning(Tuning.AS_IT_COMES),
        "mine has no tuning AS_IT_COMES; it has [BEST, ENGINE_LOOP]");
    assertRefused(
        PLAIN.withOptions(Map.of("shape", "1")), "mine has no option 'shape'; it has [colour]");
  }

  @Test
  void anOptionThatATuningLacksIsRefusedWithThatTuning() {
    assertRefused(
        PLAIN.withOptions(Map.of("colour", "red")).withTuning(Tuning.ENGINE_LOOP),
        "mine has no option 'colour'; it has none");
  }

  @Test
  void aMachineWithoutNativesIsRefused() {
    BackendInfo elsewhere =
        INFO.toBuilder().platforms(Set.of(new Platform("plan9", "z80"))).build();
    assertThatThrownBy(() -> elsewhere.requireSupport(PLAIN))
        .isInstanceOfSatisfying(
            BackbenchException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_PLATFORM))
        .hasMessageContaining("plan9-z80");
  }

  private static void assertRefused(BackendConfig config, String message) {
    assertThatThrownBy(() -> INFO.requireSupport(config))
        .isInstanceOfSatisfying(
            BackbenchException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_CONFIG))
        .hasMessage(message);
  }
}

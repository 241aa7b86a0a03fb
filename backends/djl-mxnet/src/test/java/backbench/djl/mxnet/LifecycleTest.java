package backbench.djl.mxnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.mxnet.jna.MxnetLibrary;
import ai.djl.ndarray.NDManager;
import backbench.djl.engine.EngineStart;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.fixtures.OnNativePlatform;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendProvider;
import backbench.spi.Device;
import backbench.spi.Tuning;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The build starts these tests with {@code OMP_NUM_THREADS=1}. */
@OnNativePlatform(MxNetProvider.class)
class LifecycleTest {

  @TempDir Path scratch;

  @Test
  void theProviderIsFoundAsAService() {
    assertThat(ServiceLoader.load(BackendProvider.class))
        .extracting(provider -> provider.info().id())
        .containsExactly("djl-mxnet");
  }

  @Test
  void theEnvironmentSaysWhatRuns() {
    try (Backend backend = Backends.open(1, scratch)) {
      assertThat(backend.environment().threads()).isEqualTo(1);
      assertThat(backend.environment().versions()).containsEntry("MXNet", "1.9.0");
      assertThat(backend.environment().details().get("natives")).contains("1.9.1");
      assertThat(backend.environment().simd()).isNotBlank();
      assertThat(backend.environment().details().get("libraries")).contains("MKLDNN");
      assertThat(backend.environment().details())
          .containsEntry("scheduler", MxNetTuning.engineType())
          .containsEntry("env OMP_NUM_THREADS", "1");
    }
  }

  @Test
  void bothTuningsSetTheThreadsAndOnlyTheBestTheScheduler() {
    MxNetProvider provider = new MxNetProvider();
    BackendConfig plain = BackendConfig.builder(2, 1, scratch).tuning(Tuning.AS_IT_COMES).build();
    assertThat(provider.launch(BackendConfig.cpu(2, 1, scratch)).environment())
        .containsEntry("OMP_NUM_THREADS", "2")
        .containsEntry("MXNET_ENGINE_TYPE", "NaiveEngine");
    assertThat(provider.launch(plain).environment())
        .containsExactlyInAnyOrderEntriesOf(Map.of("OMP_NUM_THREADS", "2", "LD_BIND_NOW", "1"));
  }

  @Test
  void whatIsOutOfReachIsRefusedByName() {
    assertRefused(BackendConfig.builder(1, 1, scratch).device(Device.GPU).build(), "CUDA");
    assertRefused(
        BackendConfig.builder(1, 1, scratch).options(Map.of("colour", "red")).build(), "colour");
    assertRefused(BackendConfig.cpu(3, 1, scratch), "runs on 1 threads where 3 were asked for");
  }

  private static void assertRefused(BackendConfig config, String named) {
    assertThatThrownBy(() -> new MxNetProvider().open(config))
        .hasMessageContaining(named)
        .isInstanceOfSatisfying(
            BackbenchException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_CONFIG));
  }

  @Test
  @DisabledIfEnvironmentVariable(
      named = "MXNET_ENGINE_TYPE",
      matches = "NaiveEngine",
      disabledReason = "this scheduler runs everything at once")
  void completeWaitsForWhatTheEngineWasAsked() throws Exception {
    Engine engine = EngineStart.load(MxNetDialect.ENGINE, BackendConfig.cpu(1, 1, scratch));
    CountDownLatch allowed = new CountDownLatch(1);
    AtomicBoolean done = new AtomicBoolean();
    MxnetLibrary.EngineSyncFunc held =
        (context, argument) -> {
          awaitUninterruptibly(allowed);
          done.set(true);
        };
    try (NDManager manager = engine.newBaseManager()) {
      MxNetThreads.push(held);
      CompletableFuture<Boolean> doneAfterwards =
          CompletableFuture.supplyAsync(
              () -> {
                new MxNetDialect().complete(manager);
                return done.get();
              });
      assertThatThrownBy(() -> doneAfterwards.get(200, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      allowed.countDown();
      assertThat(doneAfterwards.get(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      allowed.countDown();
      Reference.reachabilityFence(held);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

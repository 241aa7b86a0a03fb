package backbench.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import backbench.djl.engine.EngineStart;
import backbench.djl.pytorch.PyTorchProvider;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.fixtures.OnNativePlatform;
import backbench.spi.BackendConfig;
import backbench.spi.Device;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbsentGpuTest {

  @TempDir Path scratch;

  @Test
  @OnNativePlatform(PyTorchProvider.class)
  void anEngineThatFindsNoGpuSaysSoEvenIfItsNativesCouldUseOne() {
    Engine engine = EngineStart.load("PyTorch", BackendConfig.cpu(1, 1, scratch));
    assumeTrue(engine.getGpuCount() == 0, "there is a GPU");

    assertThatThrownBy(() -> EngineStart.device(engine, onGpu()))
        .hasMessage("PyTorch finds no CUDA device on this machine; use device cpu")
        .isInstanceOfSatisfying(
            BackbenchException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_CONFIG));
  }

  @Test
  @OnNativePlatform(PyTorchProvider.class)
  void aPluginWithNativesForTheProcessorSaysWhatAGpuNeeds() {
    PyTorchProvider provider = new PyTorchProvider();
    assumeTrue(!provider.info().devices().contains(Device.GPU), "natives for CUDA are here");

    assertThatThrownBy(() -> provider.open(onGpu()).close())
        .hasMessageContaining("put the engine's build for CUDA into its folder")
        .isInstanceOfSatisfying(
            BackbenchException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_CONFIG));
  }

  private BackendConfig onGpu() {
    return BackendConfig.builder(1, 1, scratch).device(Device.GPU).build();
  }
}

package backbench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import org.junit.jupiter.api.Test;

class WorkerTest {

  @Test
  void onlyALibraryThatDoesNotLoadIsAMissingNative() {
    UnsatisfiedLinkError missing = new UnsatisfiedLinkError("no engine in java.library.path");
    assertThat(Worker.code(missing)).isEqualTo(ErrorCode.NATIVE_MISSING);
    assertThat(Worker.code(new ExceptionInInitializerError(missing)))
        .isEqualTo(ErrorCode.NATIVE_MISSING);
    assertThat(Worker.code(new IllegalStateException("engine", missing)))
        .isEqualTo(ErrorCode.NATIVE_MISSING);
    assertThat(Worker.code(new NoSuchMethodError("step"))).isEqualTo(ErrorCode.PLUGIN_BROKEN);
    assertThat(Worker.code(new NoClassDefFoundError("Engine"))).isEqualTo(ErrorCode.PLUGIN_BROKEN);
  }

  @Test
  void aMissingNativeIsFoundBehindTwentyFailuresAtMost() {
    Throwable failure = new UnsatisfiedLinkError("no engine in java.library.path");
    for (int i = 0; i < 19; i++) {
      failure = new IllegalStateException("engine", failure);
    }
    assertThat(Worker.code(failure)).isEqualTo(ErrorCode.NATIVE_MISSING);
    assertThat(Worker.code(new IllegalStateException("engine", failure)))
        .isEqualTo(ErrorCode.ENGINE_FAILED);
  }

  @Test
  void everyOtherThrowableHasACode() {
    assertThat(Worker.code(new AssertionError("engine"))).isEqualTo(ErrorCode.ENGINE_FAILED);
    assertThat(Worker.code(new OutOfMemoryError())).isEqualTo(ErrorCode.OUT_OF_MEMORY);
    assertThat(Worker.code(new BackbenchException(ErrorCode.NOT_FINITE, "NaN")))
        .isEqualTo(ErrorCode.NOT_FINITE);
  }
}

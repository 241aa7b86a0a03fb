package backbench.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import backbench.djl.operation.EngineDialect;
import java.util.List;

/** Copies arrays from the host into the memory format that a model computes in. */
final class Upload {

  private final EngineDialect dialect;
  private final MemoryFormat format;

  Upload(EngineDialect dialect, MemoryFormat format) {
    this.dialect = dialect;
    this.format = format;
  }

  /** Copies numbers to the engine; the array has the given dimensions whatever the format. */
  NDArray of(NDManager manager, float[] values, List<Integer> dims) {
    long[] shape = dims.stream().mapToLong(Integer::longValue).toArray();
    if (format == MemoryFormat.CHANNELS_FIRST || shape.length != 4) {
      return dialect.upload(manager, values, new Shape(shape));
    }
    int outer = dims.get(0);
    int channels = dims.get(1);
    int pixels = dims.get(2) * dims.get(3);
    NDArray stored =
        dialect.upload(
            manager,
            channelsLast(values, outer, channels, pixels),
            new Shape(shape[0], shape[2], shape[3], shape[1]));
    NDArray view = stored.transpose(0, 3, 1, 2);
    stored.close();
    return view;
  }

  private static float[] channelsLast(float[] values, int outer, int channels, int pixels) {
    if (channels == 1 || pixels == 1) {
      return values;
    }
    float[] reordered = new float[values.length];
    for (int o = 0; o < outer; o++) {
      int base = o * channels * pixels;
      for (int c = 0; c < channels; c++) {
        for (int p = 0; p < pixels; p++) {
          reordered[base + p * channels + c] = values[base + c * pixels + p];
        }
      }
    }
    return reordered;
  }
}

package backbench.it.remembering;

import backbench.graph.ResolvedGraph;
import backbench.spi.Backend;
import backbench.spi.Batch;
import backbench.spi.Environment;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Computes by another backend, and keeps the logits of every sample until the next step.
 *
 * <p>So all its answers are right, in an evaluation as well as later and in any order, and those to
 * samples that it has seen cost no more than finding them.
 */
final class RememberingBackend implements Backend {

  private final Backend inner;

  RememberingBackend(Backend inner) {
    this.inner = inner;
  }

  @Override
  public Environment environment() {
    return inner.environment();
  }

  @Override
  public Model compile(ResolvedGraph graph, Parameters initial, Optional<TrainingSpec> training) {
    return new RememberingModel(inner.compile(graph, initial, training), graph.classes());
  }

  @Override
  public void close() {
    inner.close();
  }

  private static final class RememberingModel implements Model {
    private final Model inner;
    private final int classes;
    private final Map<Long, float[]> remembered = new HashMap<>();

    RememberingModel(Model inner, int classes) {
      this.inner = inner;
      this.classes = classes;
    }

    @Override
    public Staged stage(Batch batch) {
      return new Held(inner, batch);
    }

    @Override
    public Tensor predict(Staged staged) {
      Held held = (Held) staged;
      return remembered(held.batch).orElseGet(() -> computed(held));
    }

    private Optional<Tensor> remembered(Batch batch) {
      float[] logits = new float[batch.size() * classes];
      for (int sample = 0; sample < batch.size(); sample++) {
        float[] known = remembered.get(key(batch, sample));
        if (known == null) {
          return Optional.empty();
        }
        System.arraycopy(known, 0, logits, sample * classes, classes);
      }
      return Optional.of(new Tensor(List.of(batch.size(), classes), logits));
    }

    private Tensor computed(Held held) {
      Tensor logits = inner.predict(held.inner());
      for (int sample = 0; sample < held.size(); sample++) {
        float[] own = new float[classes];
        System.arraycopy(logits.data(), sample * classes, own, 0, classes);
        remembered.put(key(held.batch, sample), own);
      }
      return logits;
    }

    private static long key(Batch batch, int sample) {
      float[] pixels = batch.images().data();
      int each = pixels.length / batch.size();
      long key = 0;
      for (int i = sample * each; i < (sample + 1) * each; i++) {
        key = 31 * key + Float.floatToRawIntBits(pixels[i]);
      }
      return key;
    }

    @Override
    public double step(Staged staged) {
      remembered.clear();
      return inner.step(((Held) staged).inner());
    }

    @Override
    public Parameters parameters() {
      return inner.parameters();
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  /** Holds a batch, and stages it once it has to be computed. */
  private static final class Held implements Staged {
    private final Model model;
    private final Batch batch;
    private @Nullable Staged staged;

    Held(Model model, Batch batch) {
      this.model = model;
      this.batch = batch;
    }

    Staged inner() {
      Staged ready = staged == null ? model.stage(batch) : staged;
      staged = ready;
      return ready;
    }

    @Override
    public int size() {
      return batch.size();
    }

    @Override
    public void close() {
      if (staged != null) {
        staged.close();
      }
    }
  }
}

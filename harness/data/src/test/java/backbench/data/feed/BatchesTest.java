package backbench.data.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.data.Counting;
import backbench.data.Order;
import backbench.data.Pixels;
import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.error.BackbenchException;
import backbench.graph.Shape;
import backbench.spi.Batch;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchesTest {

  private static List<Batch> all(Iterator<Batch> batches) {
    List<Batch> list = new ArrayList<>();
    batches.forEachRemaining(list::add);
    return list;
  }

  /** Reads the first pixel of each sample, which numbers it. */
  private static List<Integer> seen(Batches batches, int epoch) {
    List<Integer> seen = new ArrayList<>();
    for (Batch batch : all(batches.epoch(epoch))) {
      int each = batch.images().size() / batch.size();
      for (int i = 0; i < batch.size(); i++) {
        seen.add((int) batch.images().data()[i * each]);
      }
    }
    return seen;
  }

  @ParameterizedTest
  @CsvSource({"1,1,1,1", "10,10,1,10", "10,3,4,1", "10,100,1,10", "7,2,4,1", "200,64,4,8"})
  void everySampleComesOnceAndTheShortBatchIsKept(int size, int batchSize, int count, int last) {
    Samples samples = Counting.samples(size, Shape.image(1, 2, 3));
    Batches batches = new Batches(samples, Scaling.IDENTITY, batchSize, new Order.Shuffled(1));
    List<Batch> epoch = all(batches.epoch(0));
    assertThat(batches.perEpoch()).isEqualTo(count);
    assertThat(epoch).hasSize(count);
    assertThat(epoch.get(count - 1).size()).isEqualTo(last);
    assertThat(epoch.subList(0, count - 1)).allMatch(batch -> batch.size() == batchSize);
    List<Integer> seen = seen(batches, 0);
    assertThat(seen).doesNotHaveDuplicates().hasSize(size).allMatch(i -> i >= 0 && i < size);
  }

  @Test
  void aBatchHoldsScaledPixelsShapeAndLabels() {
    Samples samples = Counting.samples(5, Shape.image(2, 2, 3));
    Batch batch = new Batches(samples, Scaling.CENTERED, 2, new Order.AsFiled()).epoch(0).next();
    assertThat(batch.images().dims()).containsExactly(2, 2, 2, 3);
    assertThat(batch.labels()).containsExactly(0, 1);
    assertThat(batch.images().data()[12 + 4]).isEqualTo((float) (5 / 255.0 - 0.5));
  }

  @Test
  void aVectorBatchHasTwoDimensions() {
    Batch batch =
        new Batches(Counting.samples(3, Shape.vector(4)), Scaling.UNIT, 3, new Order.AsFiled())
            .epoch(0)
            .next();
    assertThat(batch.images().dims()).containsExactly(3, 4);
  }

  @Test
  void theFiledOrderIsTheSameInEveryEpoch() {
    Batches batches =
        new Batches(Counting.samples(9, Shape.vector(2)), Scaling.IDENTITY, 4, new Order.AsFiled());
    assertThat(seen(batches, 0)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(seen(batches, 7)).isEqualTo(seen(batches, 0));
  }

  @Test
  void aShuffleDependsOnSeedAndEpochAlone() {
    Samples samples = Counting.samples(100, Shape.vector(1));
    Batches one = new Batches(samples, Scaling.IDENTITY, 7, new Order.Shuffled(5));
    Batches other = new Batches(samples, Scaling.IDENTITY, 32, new Order.Shuffled(5));
    assertThat(seen(one, 3)).isEqualTo(seen(other, 3)).isNotEqualTo(seen(one, 4));
    Batches reseeded = new Batches(samples, Scaling.IDENTITY, 7, new Order.Shuffled(6));
    assertThat(seen(reseeded, 3)).isNotEqualTo(seen(one, 3));
  }

  @Test
  void theShuffleIsPinned() {
    // Computed apart from this project, in Python, from the published algorithms.
    assertThat(new Order.Shuffled(1).indices(10, 0)).containsExactly(4, 3, 6, 0, 9, 2, 1, 8, 5, 7);
  }

  @Test
  void anEpochEnds() {
    Iterator<Batch> epoch =
        new Batches(Counting.samples(2, Shape.vector(1)), Scaling.UNIT, 2, new Order.AsFiled())
            .epoch(0);
    epoch.next();
    assertThat(epoch.hasNext()).isFalse();
    assertThatThrownBy(epoch::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void anEmptySliceHasNoBatches() {
    Samples none = Counting.samples(4, Shape.vector(1)).slice(2, 2);
    Batches batches = new Batches(none, Scaling.UNIT, 3, new Order.Shuffled(1));
    assertThat(batches.perEpoch()).isZero();
    assertThat(batches.epoch(0).hasNext()).isFalse();
  }

  @Test
  void aBatchSizeBelowOneIsRefused() {
    assertThatThrownBy(
            () ->
                new Batches(
                    Counting.samples(4, Shape.vector(1)), Scaling.UNIT, 0, new Order.AsFiled()))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("batch size must be at least 1, not 0");
  }

  @Test
  void aBatchOfMoreValuesThanAnArrayHoldsIsRefused() {
    Samples two = new Samples(Shape.vector(1 << 30), 1, new Endless(2), new byte[2]);
    assertThatThrownBy(() -> new Batches(two, Scaling.UNIT, 2, new Order.AsFiled()))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("a batch of 2 samples");
    assertThat(new Batches(two, Scaling.UNIT, 1, new Order.AsFiled()).perEpoch()).isEqualTo(2);
    // One sample makes no batch of two.
    Samples largest = new Samples(Shape.vector(Integer.MAX_VALUE), 1, new Endless(1), new byte[1]);
    assertThat(new Batches(largest, Scaling.UNIT, 2, new Order.AsFiled()).perEpoch()).isEqualTo(1);
  }

  /** Has images of any size, which nobody reads. */
  private record Endless(int images) implements Pixels {

    @Override
    public void copy(int image, Scaling scaling, float[] into, int offset) {
      throw new AssertionError("nobody reads them");
    }

    @Override
    public void copyRaw(int image, byte[] into, int offset) {
      throw new AssertionError("nobody reads them");
    }

    @Override
    public void digest(int first, int count, MessageDigest digest) {
      throw new AssertionError("nobody reads them");
    }
  }
}

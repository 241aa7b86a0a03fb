package backbench.specs;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.data.Augmentation;
import backbench.data.DataSource;
import backbench.data.Scaling;
import backbench.data.Selection;
import backbench.graph.Graph;
import backbench.graph.Initializer;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.Padding;
import backbench.graph.Window;
import backbench.spi.Optimizer;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the components of everything that has an identity: one that is added must be spelled, or
 * named here as one that does not count.
 */
class SpelledComponentsTest {

  private static final Map<Class<?>, String> SPELLED =
      Map.ofEntries(
          Map.entry(SuiteSpec.class, "workloads, backends, measure"),
          Map.entry(SuiteSpec.Workload.class, "id, network, dataset, recipe"),
          Map.entry(
              MeasureSpec.class,
              "repetition, variants, baseline, predict, accuracy, samplerImages"),
          Map.entry(MeasureSpec.Repetition.class, "forks, seed, warmupSeconds, timeoutSeconds"),
          Map.entry(MeasureSpec.Variants.class, "devices, threads, tuning"),
          Map.entry(MeasureSpec.Predict.class, "batch, warmupSeconds, seconds"),
          Map.entry(MeasureSpec.Accuracy.class, "evaluateTraining"),
          Map.entry(
              RecipeSpec.class,
              "optimizer, batch, epochs, scaling, shuffle, selection, initializers, augmentation"),
          Map.entry(Selection.class, "trainLimit, validationFraction, testLimit"),
          Map.entry(DatasetSpec.class, "shape, classes, source"),
          Map.entry(ArchitectureSpec.class, "graph"),
          Map.entry(DatasetSource.Drawn.class, "drawing, seed, train, test"),
          Map.entry(
              DatasetSource.Idx.class, "folder, trainImages, trainLabels, testImages, testLabels"),
          Map.entry(
              DatasetSource.Cluttered.class, "digits, heldOut, seed, train, validation, test"),
          Map.entry(DatasetSource.CifarBinary.class, "folder, train, test"),
          Map.entry(DatasetSource.ImageFolder.class, "folder, chosen, fit, seed, split"),
          Map.entry(DatasetSource.Npz.class, "folder, file, range, train, validation, test"),
          Map.entry(DataSource.Chosen.class, "categories, first"),
          Map.entry(DataSource.Split.Counts.class, "train, test"),
          Map.entry(DataSource.Split.Share.class, "test"),
          Map.entry(DataSource.Arrays.class, "images, labels"),
          Map.entry(Scaling.class, "factor, offset"),
          Map.entry(Augmentation.class, "flip, crop, lighting"),
          Map.entry(Augmentation.Crop.Padded.class, "pixels"),
          Map.entry(Augmentation.Crop.Window.class, "height, width"),
          Map.entry(Graph.class, "input, nodes, output"),
          Map.entry(Node.class, "name, layer, inputs"),
          Map.entry(Window.class, "kernelHeight, kernelWidth, strideHeight, strideWidth, padding"),
          Map.entry(Layer.Conv2d.class, "filters, window, bias, weights, biases"),
          Map.entry(Layer.MaxPool2d.class, "window"),
          Map.entry(Layer.AvgPool2d.class, "window"),
          Map.entry(Layer.BatchNorm.class, "epsilon, momentum"),
          Map.entry(Layer.LocalResponseNorm.class, "size, k, alpha, beta"),
          Map.entry(Layer.Relu.class, ""),
          Map.entry(Layer.Dropout.class, "rate"),
          Map.entry(Layer.Flatten.class, ""),
          Map.entry(Layer.Dense.class, "units, bias, weights, biases"),
          Map.entry(Layer.AffineSampler.class, "height, width"),
          Map.entry(Padding.Same.class, ""),
          Map.entry(Padding.Valid.class, ""),
          Map.entry(Padding.Explicit.class, "top, bottom, left, right"),
          Map.entry(Initializer.Zeros.class, ""),
          Map.entry(Initializer.Ones.class, ""),
          Map.entry(Initializer.Values.class, "values"),
          Map.entry(Initializer.Normal.class, "deviation"),
          Map.entry(Initializer.GlorotUniform.class, ""),
          Map.entry(Initializer.HeNormal.class, ""),
          Map.entry(Optimizer.Sgd.class, "learningRate, momentum"),
          Map.entry(Optimizer.Adam.class, "learningRate, beta1, beta2, epsilon"),
          Map.entry(Optimizer.RmsProp.class, "learningRate, rho, epsilon"));

  /** What is said of a spec, and not what it is. */
  private static final Map<Class<?>, String> NOT_COUNTED =
      Map.of(
          SuiteSpec.class, "id, title",
          SuiteSpec.Workload.class, "reported",
          MeasureSpec.Accuracy.class, "margin, target",
          DatasetSpec.class, "id, title, rights, classNames, files",
          ArchitectureSpec.class, "id, title, source",
          Graph.class, "id");

  @Test
  void everyComponentIsSpelledOrNamedAsOneThatDoesNotCount() {
    Map<String, Set<String>> actual = new TreeMap<>();
    Map<String, Set<String>> decided = new TreeMap<>();
    SPELLED.forEach(
        (type, spelled) -> {
          actual.put(
              type.getName(),
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getName)
                  .collect(Collectors.toSet()));
          decided.put(
              type.getName(),
              Stream.of(spelled, NOT_COUNTED.getOrDefault(type, ""))
                  .flatMap(list -> Stream.of(list.split(", ")))
                  .filter(name -> !name.isEmpty())
                  .collect(Collectors.toSet()));
        });

    assertThat(actual).isEqualTo(decided);
  }

  @Test
  void everyKindOfAClosedSetIsDecided() {
    List<Class<?>> sets =
        List.of(
            Layer.class,
            Padding.class,
            Initializer.class,
            Optimizer.class,
            Optimizer.Adaptive.class,
            DatasetSource.class,
            DatasetSource.Filed.class,
            DataSource.Split.class,
            Augmentation.Crop.class);
    for (Class<?> set : sets) {
      for (Class<?> kind : set.getPermittedSubclasses()) {
        assertThat(kind.isInterface() || SPELLED.containsKey(kind)).as(kind.getName()).isTrue();
      }
    }
  }
}

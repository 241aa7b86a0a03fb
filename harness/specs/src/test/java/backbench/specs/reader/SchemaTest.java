package backbench.specs.reader;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.data.DataSource;
import backbench.data.drawing.Drawing;
import backbench.graph.LayerKind;
import backbench.specs.SpecKind;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the JSON Schemas, which editors complete from, against the readers. */
class SchemaTest {

  private static final JsonMapper JSON = new JsonMapper();

  static Stream<Path> shippedSpecs() throws IOException {
    List<Path> files = new ArrayList<>();
    for (SpecKind kind : SpecKind.values()) {
      try (Stream<Path> all = Files.walk(Specs.SHIPPED.resolve(kind.folder()))) {
        all.filter(Files::isRegularFile).sorted().forEach(files::add);
      }
    }
    return files.stream();
  }

  @ParameterizedTest
  @MethodSource("shippedSpecs")
  void everyShippedSpecIsReadAndFitsItsSchema(Path file) throws IOException {
    Catalog catalog = Catalog.of(Specs.SHIPPED);

    catalog.read(file);

    SpecKind kind = kindOf(file);
    assertThat(schema(kind).validate(Files.readString(file), InputFormat.YAML)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(SpecKind.class)
  void theValidSpecsFitTheirSchemas(SpecKind kind) {
    String valid =
        switch (kind) {
          case ARCHITECTURE -> Specs.NETWORK;
          case DATASET -> Specs.DATASET;
          case SUITE -> Specs.SUITE;
        };

    assertThat(schema(kind).validate(valid, InputFormat.YAML)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("backbench.specs.reader.WrongSpec#seenBySchema")
  void whatTheReaderRefusesTheSchemaRefuses(WrongSpec wrong) {
    assertThat(schema(wrong.kind()).validate(wrong.text(), InputFormat.YAML)).isNotEmpty();
  }

  @Test
  void aNetworksKeysAreTheSame() {
    JsonNode schema = json(SpecKind.ARCHITECTURE);

    assertSameKeys(schema, "", ArchitectureReader.KEYS);
    assertSameKeys(schema, "/properties/output", ArchitectureReader.OUTPUT_KEYS);
    assertSameKeys(schema, "/properties/parameters", ArchitectureReader.PARAMETER_KEYS);
  }

  @ParameterizedTest
  @EnumSource(LayerKind.class)
  void aLayersKeysAreTheSame(LayerKind kind) {
    List<String> keys = new ArrayList<>(ArchitectureReader.NODE_KEYS);
    keys.addAll(LayerReader.keys(kind));

    assertSameKeys(json(SpecKind.ARCHITECTURE), "/$defs/" + kind.id(), keys);
  }

  @Test
  void theInitialisersAreTheSame() {
    JsonNode weights = json(SpecKind.ARCHITECTURE).at("/$defs/weights/oneOf");
    List<String> names = new ArrayList<>(InitializerReader.CONSTANTS.keySet());
    names.addAll(InitializerReader.FAN_BASED.keySet());

    assertThat(texts(weights.at("/0/enum"))).containsExactlyInAnyOrderElementsOf(names);
    assertThat(
            Stream.of(weights.at("/1"), weights.at("/2")).flatMap(choice -> keys(choice).stream()))
        .containsExactlyInAnyOrderElementsOf(InitializerReader.KEYS);
  }

  @Test
  void aDatasetsKeysAreTheSame() {
    JsonNode schema = json(SpecKind.DATASET);

    assertSameKeys(schema, "", DatasetReader.KEYS);
    assertSameKeys(schema, "/properties/source", DatasetReader.SOURCE_KEYS);
    Map<String, Collection<String>> sources =
        Map.of(
            DatasetFiles.IDX, DatasetFiles.IDX_KEYS,
            DatasetFiles.CIFAR10_BINARY, DatasetFiles.CIFAR_KEYS,
            DatasetFiles.CLUTTERED_IDX, DatasetFiles.CLUTTERED_KEYS,
            DatasetFiles.IMAGE_FOLDER, DatasetFiles.IMAGE_KEYS,
            DatasetFiles.NPZ, DatasetFiles.NPZ_KEYS);
    assertThat(sources.keySet()).isEqualTo(DatasetFiles.READERS.keySet());
    sources.forEach(
        (source, keys) -> assertSameKeys(schema, "/properties/source/properties/" + source, keys));
    String images = "/properties/source/properties/image_folder/properties/";
    assertSameKeys(schema, images + "resize", DatasetFiles.RESIZE_KEYS);
    assertSameKeys(schema, images + "split", DatasetFiles.SPLIT_KEYS);
    assertThat(schema.at(images + "categories/maxItems").intValue())
        .isEqualTo(DataSource.MAX_CLASSES);
    assertThat(schema.at(images + "first/maximum").intValue())
        .isEqualTo(DataSource.ImageFolder.MOST_IMAGES);
    assertThat(texts(schema.at(images + "resize/properties/fit/enum")))
        .containsExactlyInAnyOrderElementsOf(DatasetFiles.FITS.keySet());
    assertSameKeys(schema, "/$defs/arrays", DatasetFiles.ARRAY_KEYS);
    assertSameKeys(schema, "/properties/files/items", DownloadReader.FILE_KEYS);
    assertSameKeys(
        schema, "/properties/files/items/properties/unpack/items", DownloadReader.MEMBER_KEYS);
  }

  @Test
  void aSetOfClutteredDigitsIsBoundedAsItIsRead() {
    JsonNode properties =
        json(SpecKind.DATASET).at("/properties/source/properties/cluttered_idx/properties");

    for (String key : List.of("held_out", "train", "validation", "test")) {
      assertThat(properties.at("/" + key + "/maximum").intValue())
          .isEqualTo(DataSource.Cluttered.MOST_SAMPLES);
    }
  }

  @ParameterizedTest
  @EnumSource(Drawing.class)
  void aDrawnSourceIsBoundedAsItIsRead(Drawing drawing) {
    String pointer = "/properties/source/properties/" + drawing.key();
    JsonNode properties = json(SpecKind.DATASET).at(pointer + "/properties");

    assertSameKeys(json(SpecKind.DATASET), pointer, DatasetReader.DRAWN_KEYS);
    assertThat(properties.at("/train/maximum").intValue()).isEqualTo(drawing.mostSamples());
    assertThat(properties.at("/test/maximum").intValue()).isEqualTo(drawing.mostSamples());
  }

  @Test
  void aSuitesKeysAreTheSame() {
    JsonNode schema = json(SpecKind.SUITE);

    assertSameKeys(schema, "", SuiteReader.KEYS);
    assertSameKeys(schema, "/properties/networks/items/oneOf/1", SuiteReader.WORKLOAD_KEYS);
    assertSameKeys(schema, "/$defs/reported", ReportedReader.KEYS);
    assertSameKeys(schema, "/$defs/reported/properties/curve", ReportedReader.CURVE_KEYS);
    assertSameKeys(schema, "/properties/measure", SuiteReader.MEASURE_KEYS);
    assertSameKeys(schema, "/properties/measure/properties/predict", SuiteReader.PREDICT_KEYS);
    assertThat(texts(schema.at("/properties/measure/properties/tuning/items/enum")))
        .containsExactlyInAnyOrderElementsOf(SuiteReader.TUNINGS.keySet());
  }

  @Test
  void aRecipesKeysAreTheSame() {
    JsonNode recipe = json(SpecKind.SUITE).at("/$defs/recipe");

    assertSameKeys(recipe, "", RecipeReader.KEYS);
    assertSameKeys(recipe, "/properties/optimizer", RecipeReader.OPTIMIZERS);
    assertSameKeys(recipe, "/properties/optimizer/properties/adam", RecipeReader.ADAM_KEYS);
    assertSameKeys(recipe, "/properties/optimizer/properties/rmsprop", RecipeReader.RMSPROP_KEYS);
    assertSameKeys(recipe, "/properties/optimizer/properties/sgd", RecipeReader.SGD_KEYS);
    assertSameKeys(recipe, "/properties/scaling/oneOf/1", RecipeReader.SCALING_KEYS);
    assertThat(texts(recipe.at("/properties/scaling/oneOf/0/enum")))
        .containsExactlyInAnyOrderElementsOf(RecipeReader.SCALINGS.keySet());
    String augmentation = "/properties/augmentation/oneOf";
    assertSameKeys(recipe, augmentation + "/1", AugmentationReader.KEYS);
    assertSameKeys(recipe, augmentation + "/1/properties/crop", AugmentationReader.CROP_KEYS);
    assertThat(texts(recipe.at(augmentation + "/0/enum")))
        .containsExactlyInAnyOrderElementsOf(AugmentationReader.NAMED.keySet());
  }

  private static void assertSameKeys(JsonNode schema, String pointer, Collection<String> keys) {
    JsonNode part = pointer.isEmpty() ? schema : schema.at(pointer);
    assertThat(keys(part)).containsExactlyInAnyOrderElementsOf(keys);
    assertThat(part.at("/additionalProperties").isBoolean()).isTrue();
    assertThat(part.at("/additionalProperties").booleanValue()).isFalse();
  }

  private static List<String> keys(JsonNode schema) {
    return schema.at("/properties").properties().stream().map(Map.Entry::getKey).toList();
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::textValue).toList();
  }

  private static SpecKind kindOf(Path file) {
    return Stream.of(SpecKind.values())
        .filter(kind -> file.startsWith(Specs.SHIPPED.resolve(kind.folder())))
        .findFirst()
        .orElseThrow();
  }

  private static Schema schema(SpecKind kind) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schemaText(kind));
  }

  private static JsonNode json(SpecKind kind) {
    try {
      return JSON.readTree(schemaText(kind));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String schemaText(SpecKind kind) {
    String name = kind.name().toLowerCase(Locale.ROOT) + ".schema.json";
    try {
      return Files.readString(Specs.SHIPPED.resolve("schema").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

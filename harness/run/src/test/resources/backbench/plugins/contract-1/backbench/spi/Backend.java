package backbench.spi;

public interface Backend extends AutoCloseable {}

package org.unstained.cells;

/** The shape of one cell in one unit of length; see {@link Measurement} for what each means. */
record ShapeFigures(
    double x,
    double y,
    double area,
    double perimeter,
    double convexity,
    double solidity,
    double compactness,
    double circularity,
    double aspectRatio,
    double orientation,
    double feret,
    double minFeret,
    double feretAngle,
    double majorAxis,
    double minorAxis) {}

"use strict";
/* Masks over a picture, drawn as Anki draws them: note types of image occlusion call
   `anki.imageOcclusion.setup()`, and style the masks by CSS variables. */

(() => {
  const number = (shape, name) => parseFloat(shape.dataset[name]) || 0;

  function colours(canvas) {
    const css = getComputedStyle(canvas);
    const value = (name, otherwise) => css.getPropertyValue(name).trim() || otherwise;
    const border = (name) => {
      const [width, colour] = value(name, "1px #212121").split(/\s+/);
      return [parseFloat(width) || 0, colour];
    };
    return {
      cloze: [value("--active-shape-color", "#ff8e8e"), border("--active-shape-border")],
      "cloze-inactive": [value("--inactive-shape-color", "#ffeba2"), border("--inactive-shape-border")],
      "cloze-highlight": [value("--highlight-shape-color", "#ff8e8e00"), border("--highlight-shape-border")],
    };
  }

  function outline(shape, { width, height }) {
    const path = new Path2D();
    const [left, top] = [number(shape, "left") * width, number(shape, "top") * height];
    if (shape.dataset.shape === "rect") {
      path.rect(left, top, number(shape, "width") * width, number(shape, "height") * height);
    } else if (shape.dataset.shape === "ellipse") {
      const [rx, ry] = [number(shape, "rx") * width, number(shape, "ry") * height];
      path.ellipse(left + rx, top + ry, rx, ry, 0, 0, 2 * Math.PI);
    } else if (shape.dataset.shape === "polygon") {
      for (const pair of (shape.dataset.points || "").split(" ")) {
        const [x, y] = pair.split(",").map(Number);
        path.lineTo(x * width, y * height);
      }
      path.closePath();
    }
    return [path, left, top];
  }

  function words(context, shape, canvas) {
    const size = number(shape, "fontSize") * canvas.height || 20;
    const scale = number(shape, "scale") || 1;
    context.font = `${size}px Arial, sans-serif`;
    context.textBaseline = "top";
    context.translate(number(shape, "left") * canvas.width, number(shape, "top") * canvas.height);
    context.scale(scale, scale);
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, context.measureText(shape.dataset.text).width + 5, size * 1.2);
    context.fillStyle = shape.dataset.fill || "#000000";
    context.fillText(shape.dataset.text, 0, size * 0.1);
  }

  function draw(canvas, kind, [fill, [width, stroke]]) {
    const context = canvas.getContext("2d");
    for (const shape of document.querySelectorAll(`.${kind}[data-shape]`)) {
      if (kind === "cloze-inactive" && shape.dataset.occludeinactive !== "1") continue;
      context.save();
      if (shape.dataset.shape === "text") {
        words(context, shape, canvas);
      } else {
        const [path, left, top] = outline(shape, canvas);
        const angle = (number(shape, "angle") * Math.PI) / 180;
        context.translate(left, top);
        context.rotate(angle);
        context.translate(-left, -top);
        context.fillStyle = kind === "cloze-inactive" && shape.dataset.fill ? shape.dataset.fill : fill;
        context.strokeStyle = stroke;
        context.lineWidth = width;
        context.fill(path);
        if (width) context.stroke(path);
      }
      context.restore();
    }
  }

  async function setup() {
    const container = document.getElementById("image-occlusion-container");
    const canvas = document.getElementById("image-occlusion-canvas");
    const image = container?.querySelector("img");
    if (!image || !canvas) return;
    if (!image.complete) {
      await new Promise((resolve) => { image.onload = image.onerror = resolve; });
    }
    container.style.aspectRatio = `${image.naturalWidth || 3} / ${image.naturalHeight || 2}`;
    canvas.width = image.naturalWidth || 600;
    canvas.height = image.naturalHeight || 400;
    for (const [kind, colour] of Object.entries(colours(canvas))) draw(canvas, kind, colour);
    const button = document.getElementById("toggle");
    const hides = document.querySelector('[data-occludeinactive="1"]');
    if (button) {
      button.hidden = !hides;
      button.textContent ||= "Toggle masks";
      button.onclick = () => { canvas.hidden = !canvas.hidden; };
    }
  }

  window.anki = { imageOcclusion: { setup }, setupImageCloze: setup };
})();

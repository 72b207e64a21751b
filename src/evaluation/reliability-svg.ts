import type { ReliabilityBin } from './calibration.ts';

const side = 320;
const margin = { left: 56, top: 48, right: 16, bottom: 52 };
const ticks = [0, 0.25, 0.5, 0.75, 1];

/**
 * A reliability diagram as an SVG document: confidence across, share of correct answers up, one point for each bin
 * that holds questions, its area in proportion to their number; on the dashed line confidence and accuracy agree.
 */
export function reliabilitySvg(bins: readonly ReliabilityBin[], title: string): string {
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  const points = bins.flatMap(({ count, confidence, accuracy }) =>
    confidence === null || accuracy === null ? [] : [{ count, confidence, accuracy }],
  );
  const width = margin.left + side + margin.right;
  const height = margin.top + side + margin.bottom;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${margin.left}" y="28" font-size="14" fill="#222">${escapeXml(title)}</text>`,
    ...ticks.flatMap(tick),
    `<line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke="#999" stroke-dasharray="4 4"/>`,
    `<polyline points="${points.map((point) => `${x(point.confidence)},${y(point.accuracy)}`).join(' ')}" fill="none" stroke="#2b6cb0" stroke-width="1.5"/>`,
    ...points.map(
      ({ confidence, accuracy, count }) =>
        `<circle cx="${x(confidence)}" cy="${y(accuracy)}" r="${radius(count / total)}" fill="#2b6cb0" fill-opacity="0.7"><title>${count} questions: confidence ${confidence.toFixed(2)}, correct ${accuracy.toFixed(2)}</title></circle>`,
    ),
    `<text x="${x(0.5)}" y="${height - 12}" text-anchor="middle" fill="#222">confidence</text>`,
    `<text transform="translate(16 ${y(0.5)}) rotate(-90)" text-anchor="middle" fill="#222">share correct</text>`,
    '</svg>',
    '',
  ].join('\n');
}

function tick(value: number): string[] {
  return [
    `<line x1="${x(value)}" y1="${y(0)}" x2="${x(value)}" y2="${y(1)}" stroke="#e5e5e5"/>`,
    `<line x1="${x(0)}" y1="${y(value)}" x2="${x(1)}" y2="${y(value)}" stroke="#e5e5e5"/>`,
    `<text x="${x(value)}" y="${y(0) + 18}" text-anchor="middle" fill="#555">${value}</text>`,
    `<text x="${x(0) - 8}" y="${y(value) + 4}" text-anchor="end" fill="#555">${value}</text>`,
  ];
}

const x = (value: number) => rounded(margin.left + value * side);
const y = (value: number) => rounded(margin.top + (1 - value) * side);
const radius = (shareOfAll: number) => rounded(3 + 12 * Math.sqrt(shareOfAll));
const rounded = (value: number) => Math.round(value * 100) / 100;

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

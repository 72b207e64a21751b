import { describe, expect, it } from 'vitest';
import { reliabilityBins } from '../../src/evaluation/calibration.ts';
import { reliabilitySvg } from '../../src/evaluation/reliability-svg.ts';

const bins = reliabilityBins([
  { confidence: 0.05, correct: false },
  { confidence: 0.95, correct: true },
  { confidence: 0.95, correct: true },
]);

describe('the reliability diagram', () => {
  it('shows a point for each bin that holds questions, where its confidence and accuracy put it', () => {
    const svg = reliabilitySvg(bins, 'test');
    expect(svg.match(/<circle/g)).toHaveLength(2);
    expect(svg).toContain('cx="72" cy="368"');
    expect(svg).toContain('cx="360" cy="48"');
    expect(svg).toContain('2 questions: confidence 0.95, correct 1.00');
  });

  it('is one well-formed document even when the name of the set is not', () => {
    const svg = reliabilitySvg(bins, 'a <b> & "c"');
    expect(svg).not.toContain('<b>');
    expect(svg).toContain('a &#60;b&#62; &#38; &#34;c&#34;');
    const opened = svg.match(/<[a-z]+[^>]*[^/]>/g) ?? [];
    const closed = svg.match(/<\/[a-z]+>/g) ?? [];
    expect(opened.length).toBe(closed.length);
  });

  it('draws the axes alone when there are no questions', () => {
    const svg = reliabilitySvg(reliabilityBins([]), 'none');
    expect(svg).not.toContain('<circle');
    expect(svg).not.toContain('NaN');
  });
});

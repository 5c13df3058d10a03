/** The parts of ECharts that the wall draws with; loaded after the first figures stand. */
import { LineChart, PieChart } from 'echarts/charts';
import { GeoComponent, GridComponent } from 'echarts/components';
import { init, registerMap, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([LineChart, PieChart, GeoComponent, GridComponent, CanvasRenderer]);

export { init, registerMap };

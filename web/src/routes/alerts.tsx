export { AlertsPage as default } from '@/features/settings/alerts-page';
